import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId, type ConversationId } from '../../../domain/ids.ts';
import { eventually } from '../../support/eventually.ts';
import { startFakeModel, type FakeModel } from '../../support/model/fake-model.ts';
import { signIn, type AgentClient } from '../../support/people/agent-client.ts';
import { addArticle } from '../../support/people/add-article.ts';
import { beginChat } from '../../support/people/visitor-client.ts';
import { startProduct } from '../../support/stack/start-product.ts';
import type { Product } from '../../support/stack/product.ts';

import { WorkflowNotFoundError } from '@temporalio/client';
import { expect, it } from 'vitest';
import { workflowIdOf } from '../../../domain/conversation/conversation-start.ts';
import { newId } from '../../../domain/ids.ts';
import { startProduct } from '../../support/stack/start-product.ts';

it('refuses what the contract does not take, and sends nothing', async () => {
  await using product = await startProduct({ worker: false });
  const { gateway, client, agentId } = product;
  const conversationId = newId('cnv');
  const id = newId('msg');
  const refused = { code: 'bad_input' };
  await expect(
    gateway.visitor.signal('customerMessage', conversationId, { id, text: ' ' }),
  ).rejects.toMatchObject(refused);
  const reply = { id, text: 'Hello', seenSeq: -1 };
  await expect(gateway.agent.update('reply', conversationId, reply, { agentId })).rejects.toMatchObject(
    refused,
  );
  const described = client.workflow.getHandle(workflowIdOf(conversationId)).describe();
  await expect(described).rejects.toBeInstanceOf(WorkflowNotFoundError);
});

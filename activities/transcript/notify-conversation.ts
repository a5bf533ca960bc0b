import { Context } from '@temporalio/activity';
import { defineSearchAttributeKey, SearchAttributeType, TypedSearchAttributes } from '@temporalio/common';
import type { ConversationNotice } from '../../domain/conversation/merged.ts';
import { findSnapshot } from '../../db/conversation/conversations.ts';
import { conversationStart } from '../../domain/conversation/conversation-start.ts';
import { checkedSignal } from '../../domain/contract/checked-input.ts';
import type { ProjectId } from '../../domain/ids.ts';
import type { Database } from '../../db/connection/database.ts';

/** `taskQueue` is the conversations', which is not the one that this work waits in. */
export type NoticeToConversation = ConversationNotice & { projectId: ProjectId; taskQueue: string };

/**
 * Tells another conversation of the same project, starting its workflow when it does not run. Repeating it is free: the
 * other one knows the notice by its id. @returns `gone` when there is no such conversation. @throws Refusal `bad_input`
 */
export async function notifyConversation(
  deps: { db: Database },
  { to, name, input, projectId, taskQueue }: NoticeToConversation,
): Promise<'told' | 'gone'> {
  const snapshot = await findSnapshot(deps.db, to);
  if (snapshot?.projectId !== projectId) return 'gone';
  const { client } = Context.current();
  const { attributes, ...start } = conversationStart(snapshot);
  await client.workflow.signalWithStart('conversation', {
    ...start,
    taskQueue,
    signal: name,
    signalArgs: [checkedSignal(name, input)],
    typedSearchAttributes: new TypedSearchAttributes(
      attributes.map(({ name: attribute, value }) => ({
        key: defineSearchAttributeKey(attribute, SearchAttributeType.KEYWORD),
        value,
      })),
    ),
  });
  return 'told';
}

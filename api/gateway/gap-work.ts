import type { Client } from '@temporalio/client';
import type { Config } from '../../config.ts';
import { Refusal } from '../../domain/errors.ts';
import type { GapId, MessageId } from '../../domain/ids.ts';
import type { GapWorkflows } from '../../domain/knowledge/gaps/gap-workflows.ts';
import { asRefusal } from './gateway-errors.ts';

/** What the worker does about gaps. Each is begun anew where it runs already: what it reads has changed. */
export interface GapWork {
  tryGap(gapId: GapId): Promise<void>;
  writeDraft(gapId: GapId, messageId: MessageId): Promise<void>;
}

/** In milliseconds. */
const DEADLINE = 5_000;

/** @throws Refusal `try_again` when it is not known to have begun. */
export function createGapWork(deps: {
  client: Client;
  temporal: Pick<Config['temporal'], 'taskQueue'>;
}): GapWork {
  const { client } = deps;
  const { taskQueue } = deps.temporal;
  const begun = async (start: () => Promise<unknown>) => {
    try {
      await client.withDeadline(Date.now() + DEADLINE, start);
    } catch (error) {
      const known = asRefusal(error);
      throw known instanceof Refusal ? new Refusal('try_again') : known;
    }
  };
  const anew = { taskQueue, workflowIdConflictPolicy: 'TERMINATE_EXISTING' } as const;
  return {
    tryGap: (gapId) =>
      begun(() =>
        client.workflow.start<GapWorkflows['tryGap']>('tryGap', {
          ...anew,
          workflowId: `try-${gapId}`,
          staticSummary: `Asks the questions of ${gapId} again`,
          args: [{ gapId }],
        }),
      ),
    writeDraft: (gapId, messageId) =>
      begun(() =>
        client.workflow.start<GapWorkflows['writeGapDraft']>('writeGapDraft', {
          ...anew,
          workflowId: `draft-${gapId}`,
          staticSummary: `Writes an article for ${gapId}`,
          args: [{ gapId, messageId }],
        }),
      ),
  };
}

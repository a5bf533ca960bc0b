import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import { saidOf } from '../../domain/logged-error.ts';
import { logWithin } from '../../log.ts';

/**
 * What an activity throws goes into the conversation's history, into Temporal's log and into ours. A refused statement carries
 * its parameters in its message: they are taken out before anybody keeps them. Its class and its cause stay, which decide what
 * happens next.
 */
export const keepWordsOut: ActivityInterceptorsFactory = ({ info }) => ({
  inbound: {
    execute: (input, next) =>
      logWithin(
        { workflowId: info.workflowExecution?.workflowId ?? '', activity: info.activityType },
        async () => {
          try {
            return await next(input);
          } catch (error) {
            if (error instanceof Error) clean(error);
            throw error;
          }
        },
      ),
  },
});

function clean(error: Error): void {
  const { message, stack, cause } = error;
  const said = saidOf(error);
  error.message = said;
  if (stack) error.stack = stack.replace(message, said);
  if ('params' in error) delete error.params;
  if (cause instanceof Error && cause !== error) clean(cause);
}

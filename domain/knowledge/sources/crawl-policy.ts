import type { RefusalCode } from '../../errors.ts';
import type { MessagePolicy, Policy } from '../../../rpc/definition.ts';

const agent = { callers: ['agent'], refusals: [] } as const;

/** What a source's crawl may be told. Workflows read this where they run: no schema is near. */
export const crawlPolicy = {
  signals: {},
  updates: {
    readNow: { ...agent, description: 'An admin has the source read, from its beginning.' },
    pause: { ...agent, description: 'An admin lets the reading rest.', refusals: ['not_reading'] },
    resume: { ...agent, description: 'An admin lets it go on.', refusals: ['not_reading'] },
    stop: { ...agent, description: 'An admin ends the reading; what was read stays.' },
    setSchedule: { ...agent, description: 'An admin says how often it is read again.' },
  },
  queries: {},
} as const satisfies Policy<
  MessagePolicy<string, RefusalCode>,
  MessagePolicy<string, RefusalCode>,
  MessagePolicy<string, RefusalCode>
>;

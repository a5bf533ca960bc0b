import { z } from 'zod';
import type { Shapes } from '../../rpc/definition.ts';
import type { SourceId } from '../ids.ts';
import { SCHEDULES } from '../knowledge/sources/source.ts';
import type { crawlPolicy } from '../knowledge/sources/crawl-policy.ts';
import type { Actor } from './contract.ts';
import { messageId } from './schemas.ts';

const command = z.strictObject({ id: messageId });
const output = z.strictObject({ phase: z.enum(['resting', 'reading']), paused: z.boolean() });

/** What each of a crawl's messages carries, and what comes back. */
export const crawlShapes = {
  signals: {},
  updates: {
    readNow: { input: command, output },
    pause: { input: command, output },
    resume: { input: command, output },
    stop: { input: command, output },
    setSchedule: { input: command.extend({ schedule: z.enum(SCHEDULES) }), output },
  },
  queries: {},
} as const satisfies Shapes<typeof crawlPolicy>;

/** The messages of a source's crawl, for whatever carries them. */
export interface Crawls {
  policy: typeof crawlPolicy;
  shapes: typeof crawlShapes;
  target: SourceId;
  actor: Actor;
}

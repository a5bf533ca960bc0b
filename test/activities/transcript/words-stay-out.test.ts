import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ownDatabase } from '../../support/stack/own-database.ts';
import { startActivities } from '../../support/stack/run-activities.ts';

const own = ownDatabase();
const WORDS = 'unmistakable-lighthouse';

let worker: Awaited<ReturnType<typeof startFailing>>;

const startFailing = () =>
  startActivities({
    refused: async (words: string) => {
      await own.db.execute(sql`select ${words}::text, 1 / 0`);
    },
    quoted: async (words: string) => {
      await own.db.execute(sql`select ${words}::text::int`);
    },
    sent: (words: string) => Promise.reject(new Error(`No mail for ${words}@example.org.`)),
  });

beforeAll(async () => {
  worker = await startFailing();
});
afterAll(() => worker?.[Symbol.asyncDispose]());

it.each(['refused', 'quoted', 'sent'] as const)(
  'what is kept of a step that was %s says what went wrong, and nobody’s words',
  async (name) => {
    const error = await worker.run(name, WORDS).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    const kept = everythingOf(error as Error);
    expect(kept).toMatch(/Failed query|No mail for/);
    expect(kept).not.toContain(WORDS);
  },
);

/** Messages and stacks of an error and of what stands behind it, as they came back through Temporal. */
function everythingOf(error: Error): string {
  const { message, stack, cause } = error;
  const failure = 'failure' in error ? JSON.stringify(error.failure) : '';
  return [message, stack, failure, cause instanceof Error ? everythingOf(cause) : ''].join('\n');
}

import { sql } from 'drizzle-orm';
import { ApplicationFailure } from '@temporalio/common';
import { expect, it } from 'vitest';
import { endingWhenRefused } from '../../activities/ending-when-refused.ts';
import { Refusal } from '../../domain/errors.ts';
import { ownDatabase } from '../support/stack/own-database.ts';

const own = ownDatabase();

/** What Temporal is told of a step that fails. */
const told = (step: () => Promise<unknown>) =>
  endingWhenRefused(step)({}).then(
    () => null,
    (error: unknown) => error as ApplicationFailure,
  );

const failing = (state: string) => () =>
  own.db.execute(
    sql.raw(`do $$ begin raise exception 'refused' using errcode = '${state}', detail = 'secret'; end $$`),
  );

it('what the database refuses for good ends the step at once, what may pass is tried again', async () => {
  expect(await told(failing('22021'))).toMatchObject({ type: 'database', nonRetryable: true });
  expect(await told(failing('40001'))).toMatchObject({ type: 'database', nonRetryable: false });
});

it('no failure carries what a statement held', async () => {
  const failure = await told(() => own.db.execute(sql`select ${'unmistakable-words'}::text::int`));
  expect(failure?.nonRetryable).toBe(true);
  const refused = await told(() => own.db.execute(sql`select ${'unmistakable-words'}, 1/0`));
  expect(refused?.message).toBe('division by zero (22012)');
  expect(JSON.stringify(refused)).not.toContain('unmistakable-words');
});

it('a refusal keeps its code, a failure that says what it is stays as it is, and so does anything else', async () => {
  const refusal = await told(() => Promise.reject(new Refusal('bad_input')));
  expect(refusal).toMatchObject({ type: 'bad_input', nonRetryable: true });
  const failure = ApplicationFailure.retryable('Later.', 'mail_unknown');
  expect(await told(() => Promise.reject(failure))).toBe(failure);
  const error = new Error('Whatever.');
  expect(await told(() => Promise.reject(error))).toBe(error);
});

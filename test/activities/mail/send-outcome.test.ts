import { Errors } from 'postmark';
import { expect, it } from 'vitest';
import { createPostmark } from '../../../activities/mail/postmark-client.ts';
import { COPIES_ONLY, leavesOut, sendOutcome } from '../../../activities/mail/send-outcome.ts';
import type { BehaviourMode } from '../../../mailbox/behaviour.ts';
import { startMailbox } from '../../../mailbox/mailbox.ts';
import { freePort } from '../../support/stack/free-port.ts';

const MAIL = { From: 'a@acme.example', To: 'kim@example.org', Subject: 'Hi', TextBody: 'Hi' };

/** Seconds the client waits: less only for a provider that never answers. */
const patience = (mode: BehaviourMode) => (mode === 'accept-then-hang' ? 0.2 : 10);

/** How the client fails to send to a provider that behaves like this. */
async function failureOf(mode: BehaviourMode): Promise<unknown> {
  const mailbox = await startMailbox({ port: 0, serverToken: 'token' });
  mailbox.behave({ mode, times: 1 });
  const client = createPostmark({ postmarkToken: 'token', postmarkUrl: mailbox.url }, patience(mode));
  const error = await client.sendEmail(MAIL).catch((thrown: unknown) => thrown);
  await mailbox.stop();
  return error;
}

it.each<[BehaviourMode, string]>([
  ['rate-limited', 'later'],
  ['error-500', 'later'],
  ['error-503', 'later'],
  ['accept-then-reset', 'unknown'],
  ['accept-then-hang', 'unknown'],
  ['accept-then-bad-gateway', 'unknown'],
  ['reset-before-accept', 'unknown'],
])('of a provider that answers with %s a mail is %s', async (mode, outcome) => {
  expect(sendOutcome(await failureOf(mode))).toMatchObject({ outcome });
});

it('a provider that nobody reached has certainly not taken a mail', async () => {
  const postmarkUrl = `http://127.0.0.1:${await freePort()}`;
  const client = createPostmark({ postmarkToken: 'token', postmarkUrl });
  const error = await client.sendEmail(MAIL).catch((thrown: unknown) => thrown);
  expect(sendOutcome(error)).toMatchObject({ outcome: 'later' });
});

it('a refusal is said in words that an agent can do something about', () => {
  const refused = (code: number, message: string) =>
    sendOutcome(new Errors.ApiInputError(message, code, 422)) as { outcome: string; reason: string };
  expect(refused(406, 'Inactive.')).toMatchObject({ outcome: 'refused' });
  expect(refused(406, 'Inactive.').reason).toContain('does not accept mail');
  expect(refused(999, 'x'.repeat(500)).reason).toMatch(/^The mail provider refused the mail: x{200}$/);
});

it('a timeout at the provider may have taken the mail, and what is no answer of theirs too', () => {
  expect(sendOutcome(new Errors.PostmarkError('Timeout', 0, 408)).outcome).toBe('unknown');
  expect(sendOutcome(new Errors.PostmarkError('<html>', 0, 502)).outcome).toBe('unknown');
  expect(sendOutcome(new Error('Whatever.')).outcome).toBe('unknown');
});

it('whom the provider left out is read from its words, whole addresses only', () => {
  const said = 'OK. Will not deliver to these inactive addresses: Kim@example.org, lee@example.org.';
  expect(leavesOut(said, 'kim@example.org')).toBe(true);
  expect(leavesOut(said, 'lee@example.org')).toBe(true);
  expect(leavesOut(said, 'im@example.org')).toBe(false);
  expect(leavesOut('OK', 'kim@example.org')).toBe(false);
  expect(COPIES_ONLY).toContain('The copies left.');
});

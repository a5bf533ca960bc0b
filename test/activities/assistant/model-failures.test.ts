import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ModelTimeouts } from '../../../activities/assistant/model-deadlines.ts';
import { createModelAssistant } from '../../../activities/assistant/model-assistant.ts';
import { ModelFailure } from '../../../activities/assistant/model-failure.ts';
import { createPassageIndexes } from '../../../activities/assistant/retrieval/passage-indexes.ts';
import { ask } from '../../support/model/ask.ts';
import { eventually } from '../../support/eventually.ts';
import { startFakeModel, type FakeModel, type Round } from '../../support/model/fake-model.ts';

const QUICK: ModelTimeouts = { firstToken: 300, stall: 300, overall: 1_500 };

let model: FakeModel;
beforeEach(async () => {
  model = await startFakeModel();
});
afterEach(() => model.stop());

function assistant(timeouts = QUICK, baseUrl = model.url) {
  const indexes = createPassageIndexes(async () => ({ revision: 1, passages: [] }));
  return createModelAssistant({ baseUrl, apiKey: 'sk-secret', model: 'house-model' }, indexes, { timeouts });
}

async function failureOf(round: Round): Promise<ModelFailure> {
  model.script(round);
  const failure = await ask(assistant(), 'Hello?').catch((error: unknown) => error);
  if (!(failure instanceof ModelFailure)) throw new Error(`Not a model failure: ${JSON.stringify(failure)}`);
  return failure;
}

it.each([400, 401, 402, 403, 404, 410, 413, 422])('does not ask again after %i', async (status) => {
  expect(await failureOf({ status })).toMatchObject({ retryable: false });
});

it.each([408, 409, 429, 500, 502, 503, 504, 529])('lets it be asked again after %i', async (status) => {
  expect(await failureOf({ status })).toMatchObject({ retryable: true });
});

it('asks once: retries are Temporal’s', async () => {
  await failureOf({ status: 500 });
  expect(model.requests).toHaveLength(1);
});

describe('what the endpoint says', () => {
  it('is heard when it names a time to wait, up to a visitor’s patience', async () => {
    expect((await failureOf({ status: 429, headers: { 'retry-after': '7' } })).retryAfterMs).toBe(7_000);
    expect((await failureOf({ status: 503, headers: { 'retry-after': '86400' } })).retryAfterMs).toBe(30_000);
    const date = new Date(Date.now() + 9_000).toUTCString();
    expect((await failureOf({ status: 429, headers: { 'retry-after': date } })).retryAfterMs).toBeGreaterThan(
      6_000,
    );
    expect(
      (await failureOf({ status: 429, headers: { 'retry-after': 'soon' } })).retryAfterMs,
    ).toBeUndefined();
  });

  it('gives the failure its code, unless that is not one', async () => {
    const error = (code: unknown) => ({ error: { message: 'Bad key sk-secret-1234 given', code } });
    const named = await failureOf({ status: 401, body: error('invalid_api_key') });
    expect(named.code).toBe('invalid_api_key');
    expect(named.message).not.toContain('sk-secret');
    expect((await failureOf({ status: 401, body: error('<b>long text</b>') })).code).toBe('http_401');
    expect((await failureOf({ status: 500, body: '<html>Oops</html>' })).code).toBe('http_500');
  });
});

it.each<[string, Round, string]>([
  ['a stream cut in the middle', { text: 'One two three', cutAfter: 2 }, 'cut_off'],
  ['a stream without a finish reason', { text: 'One two three', noFinish: true }, 'no_finish_reason'],
  [
    'an error event',
    { text: 'One', sseError: { code: 'all_providers_failed', message: 'No' } },
    'all_providers_failed',
  ],
  ['a page instead of a stream', { garbage: '<html>Sign in</html>' }, 'garbage'],
  [
    'a page that calls itself a stream',
    { garbage: '<html>Sign in</html>', garbageType: 'text/event-stream' },
    'no_finish_reason',
  ],
  [
    'something that is no JSON',
    { garbage: 'data: {"choices": [\n\n', garbageType: 'text/event-stream' },
    'garbage',
  ],
  [
    'JSON of another shape',
    { garbage: 'data: {"choices": "many"}\n\n', garbageType: 'text/event-stream' },
    'garbage',
  ],
  ['nothing', { garbage: '', garbageType: 'text/event-stream' }, 'no_finish_reason'],
  ['an empty answer', { text: '' }, 'empty_answer'],
  ['blanks', { deltas: [' ', '\n'] }, 'empty_answer'],
  ['only a tool that it did not offer', { tool: { name: 'other', arguments: '{}' } }, 'empty_answer'],
  ['an answer that ends in an error', { text: 'One', finish: 'error' }, 'finish_error'],
  ['no first word', { hang: true }, 'no_first_token'],
  ['silence in the middle', { text: 'One two three four', hang: true }, 'stalled'],
  ['headers that do not come', { firstTokenMs: 5_000, text: 'Late' }, 'no_first_token'],
  ['words that never end', { text: 'slow '.repeat(100), deltaMs: 100 }, 'too_slow'],
])('lets it be asked again after %s', async (_, round, code) => {
  expect(await failureOf(round)).toMatchObject({ retryable: true, code });
});

it('lets it be asked again when nothing listens there', async () => {
  const { url } = model;
  await model.stop();
  const failure = await ask(assistant(QUICK, url), 'Hello?').catch((error: unknown) => error);
  expect(failure).toMatchObject({ retryable: true, code: 'unreachable' });
  model = await startFakeModel();
});

it('keeps a whole answer whose stream is not closed', async () => {
  model.script({ text: 'All said.', neverEnds: true });
  expect((await ask(assistant(), 'Hello?')).answer.text).toBe('All said.');
});

it('stops asking at once when it is stopped, before and during the answer', async () => {
  const before = AbortSignal.abort(new Error('stopped early'));
  await expect(ask(assistant(), 'Hello?', before)).rejects.toThrow('stopped early');

  const controller = new AbortController();
  model.script({ text: 'One two three four', hang: true });
  const patient = assistant({ firstToken: 30_000, stall: 30_000, overall: 60_000 });
  const running = ask(patient, 'Hello?', controller.signal);
  await eventually('the request', () => model.requests.length > 0);
  controller.abort(new Error('stopped late'));
  await expect(running).rejects.toThrow('stopped late');
  await eventually('the connection to end', () => model.aborted === 1);
});

it('asks the next question as if nothing had happened', async () => {
  await failureOf({ text: 'One two', cutAfter: 1 });
  model.script({ text: 'Here I am.' });
  expect((await ask(assistant(), 'Hello?')).answer.text).toBe('Here I am.');
});

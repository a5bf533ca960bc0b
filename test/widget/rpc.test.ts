import { afterEach, beforeEach, expect, it } from 'vitest';
import { newId } from '../../domain/ids.ts';
import { createRpc, type Revision } from '../../widget/chat/rpc.ts';
import { eventually } from '../support/eventually.ts';
import { ScriptedConversation } from '../support/people/scripted-conversation.ts';
import { startScriptedVisitorApi, type ScriptedVisitorApi } from '../support/people/scripted-visitor-api.ts';

let api: ScriptedVisitorApi;
let conversation: ScriptedConversation;

beforeEach(async () => {
  conversation = new ScriptedConversation();
  api = await startScriptedVisitorApi(conversation);
});
afterEach(() => api.stop());

async function begin() {
  const rpc = createRpc(api.url);
  const { token } = await rpc.mutate('begin', { widgetKey: 'key' });
  const conversationId = newId('cnv');
  const say = (text: string) =>
    rpc.mutate('send', { id: newId('msg'), conversationId, text, page: null }, token);
  return { rpc, token, conversationId, say };
}

it('speaks to a tRPC server: queries, mutations and a live transcript', async () => {
  const { rpc, token, conversationId, say } = await begin();
  expect(await rpc.query('project', { widgetKey: 'key' })).toMatchObject({ name: 'Acme Cloud' });
  expect(await rpc.query('conversation', undefined, token)).toBeNull();
  await say('Grüße 👋');
  const stop = new AbortController();
  const seen: Revision[] = [];
  const reading = (async () => {
    for await (const each of rpc.events({ conversationId, lastEventId: null }, token, stop.signal))
      seen.push(each);
  })().catch(() => undefined);
  await eventually('the history', () => seen.length === 1);
  conversation.agentSays('Hello');
  await eventually('the reply', () => seen.length === 2);
  expect(seen.map(({ id }) => id)).toEqual(['1', '2']);
  expect(seen[0]?.update).toMatchObject({ type: 'changed', messages: [{ text: 'Grüße 👋' }] });
  stop.abort();
  await reading;
});

it('says why it was refused, and whether trying again helps', async () => {
  const { rpc, conversationId, say } = await begin();
  api.faults.push('slow_down', 'try_again', 'lost');
  await expect(say('one')).rejects.toMatchObject({ refusal: 'slow_down', passing: true, retryAfter: 300 });
  await expect(say('two')).rejects.toMatchObject({ refusal: 'try_again', passing: true });
  await expect(say('three')).rejects.toMatchObject({ refusal: null, passing: true });
  const stranger = rpc.events({ conversationId }, 'no such token', new AbortController().signal);
  await expect(stranger.next()).rejects.toMatchObject({ refusal: 'visitor_unknown' });
});

it('never puts the token into an address', async () => {
  const { say, token } = await begin();
  const addresses: string[] = [];
  const real = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    addresses.push(String(input instanceof Request ? input.url : input));
    return real(input, init);
  };
  await say('Hello').finally(() => (globalThis.fetch = real));
  expect(addresses.join()).not.toContain(token);
});

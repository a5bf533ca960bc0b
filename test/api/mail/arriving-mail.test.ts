import { afterAll, beforeAll, expect, it } from 'vitest';
import { Refusal } from '../../../domain/errors.ts';
import { inboundJson, startWebhooks } from './webhook-rig.ts';

let rig: Awaited<ReturnType<typeof startWebhooks>>;

beforeAll(async () => {
  rig = await startWebhooks();
});
afterAll(() => rig?.[Symbol.asyncDispose]());

/** Posts a mail. @returns what shows as arriving because of it. */
async function post(parts: Record<string, unknown>) {
  const { length } = rig.accepted;
  const { body } = await rig.post('/inbound', inboundJson(rig.address, parts));
  return { result: body['result'], shown: rig.accepted.slice(length).map(({ message }) => message) };
}

const FROM_SAM = {
  From: 'sam@example.net',
  FromFull: { Email: 'sam@example.net', Name: 'Sam', MailboxHash: '' },
};

it('a customer’s mail arrives in their own words, under the id that its message will have', async () => {
  const { shown } = await post({});
  const { conversationId, input } = rig.signals.at(-1)!;
  expect(shown).toMatchObject([
    { id: 'id' in input && input.id, channel: 'email', author: { by: 'customer' }, text: 'It works now.' },
  ]);
  expect(rig.accepted.at(-1)).toMatchObject({ conversationId, projectId: rig.seed.projectId });
});

it('anybody else’s mail arrives as somebody else’s', async () => {
  const { shown } = await post(FROM_SAM);
  expect(shown).toMatchObject([{ author: { by: 'other', email: 'sam@example.net', name: 'Sam' } }]);
});

it('a mail that came before does not arrive again', async () => {
  const json = inboundJson(rig.address);
  await rig.post('/inbound', json);
  const { length } = rig.accepted;
  await rig.post('/inbound', json);
  expect(rig.accepted).toHaveLength(length);
});

it('what Temporal has not acknowledged arrives nowhere', async () => {
  rig.road.failure = new Refusal('try_again');
  try {
    expect((await post({})).shown).toEqual([]);
  } finally {
    rig.road.failure = null;
  }
});

it('what goes to quarantine arrives nowhere', async () => {
  const { result, shown } = await post({
    To: 'nobody@example.test',
    ToFull: [],
    MailboxHash: '',
    OriginalRecipient: '',
  });
  expect({ result, shown }).toEqual({ result: 'no_match', shown: [] });
});

import { expect, it } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { seeded } from '../../support/mail/fuzzed-webhook.ts';
import { expectOneOf, mailOf, postAll, poster, startMailed } from '../../support/mail/many-mails.ts';
import { startProduct } from '../../support/stack/start-product.ts';

const HOUR_MS = 3_600_000;

it(
  'makes one message of two hundred copies, fifty at a time, and of the same mail under another provider id',
  () => expectOneOf(200),
  60_000,
);

it('puts 200 mails of 20 conversations, shuffled and hours late, where they belong, without a gap', async () => {
  await using product = await startProduct();
  const conversations = await Promise.all(
    Array.from({ length: 20 }, (_, i) => startMailed(product, `customer.${i}@example.org`)),
  );
  const random = seeded(7);
  const mails = conversations
    .flatMap(({ email, address }, i) =>
      Array.from({ length: 10 }, (_, nth) =>
        mailOf(email, address, `${i}: mail ${nth}`, new Date(Date.now() - random() * 9 * HOUR_MS)),
      ),
    )
    .map((mail) => ({ mail, at: random() }))
    .sort((one, other) => one.at - other.at)
    .map(({ mail }) => mail);
  expect(await postAll(poster(product), mails, 10)).toEqual(mails.map(() => 200));

  for (const [i, { transcript }] of conversations.entries()) {
    await eventually(`the mails of conversation ${i}`, async () => (await transcript()).length >= 12);
    const messages = await transcript();
    const texts = messages.filter(({ kind }) => kind === 'message').map(({ text }) => text);
    expect(texts.sort()).toEqual(Array.from({ length: 10 }, (_, nth) => `${i}: mail ${nth}`));
    expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, at) => at + 1));
  }
});

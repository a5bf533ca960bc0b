import { expect, it } from 'vitest';
import { newId, siblingId, type ConversationId } from '../../../domain/ids.ts';
import { keepHistory } from '../../support/people/histories.ts';
import { startMoving } from '../../support/people/moving-rig.ts';

const KIM = 'kim@example.org';

type Rig = Awaited<ReturnType<typeof startMoving>>;

async function messageWith(rig: Rig, conversationId: ConversationId, text: string) {
  const found = (await rig.transcript(conversationId)).find((message) => message.text === text);
  if (!found) throw new Error(`Nobody said “${text}”.`);
  return found.id;
}

it('splits a customer’s messages off, and brings everything back when that is undone', async () => {
  const rig = await startMoving();
  await using product = rig.product;
  const { team, until, lines } = rig;
  const main = await rig.chat('Where is it?', KIM);
  product.mailbox.answer(main.mail.id, 'Something else: my bill.');
  await until('the mail', main.id, (all) => all.at(-1) === 'customer: Something else: my bill.');
  product.mailbox.answer(main.mail.id, 'It has two mistakes.');
  await until('the next mail', main.id, (all) => all.at(-1) === 'customer: It has two mistakes.');

  const messageId = await messageWith(rig, main.id, 'Something else: my bill.');
  const split = { conversationId: main.id, id: newId('msg'), messageId, following: true };
  await Promise.all([team.split.mutate(split), team.split.mutate(split)]);
  const own = siblingId('cnv', split.id);
  const begun = await until('the new conversation', own, (all) => all.length === 3);
  expect(begun).toEqual([
    '(splitFrom)',
    'customer: Something else: my bill.',
    'customer: It has two mistakes.',
  ]);
  await team.split.mutate(split);
  expect((await lines(main.id)).slice(-3)).toEqual([
    '> customer: Something else: my bill.',
    '> customer: It has two mistakes.',
    '(splitOff)',
  ]);

  const fromOwn = await rig.reply(own, 'The bill is corrected.');
  expect(fromOwn.to).toContain(KIM);
  product.mailbox.answer(fromOwn.id, 'Good, the bill is right.');
  await until('the answer to it', own, (all) => all.at(-1) === 'customer: Good, the bill is right.');
  product.mailbox.answer(main.mail.id, 'It came!');
  await until('mail to the old address', main.id, (all) => all.at(-1) === 'customer: It came!');

  const undo = { conversationId: main.id, id: newId('msg'), move: split.id };
  await Promise.all([team.unsplit.mutate(undo), team.unsplit.mutate(undo)]);
  const back = await until('what was said since', main.id, (all) => all.at(-1)?.includes('right') ?? false);
  expect(back).toContain('customer: Something else: my bill.');
  expect(back.filter((line) => line.includes('my bill'))).toHaveLength(1);
  expect(back.slice(-2)).toEqual(['agent: The bill is corrected.', 'customer: Good, the bill is right.']);
  product.mailbox.answer(fromOwn.id, 'One more thing.');
  await until('a late answer', main.id, (all) => all.at(-1) === 'customer: One more thing.');
  await expect(
    team.unsplit.mutate({ conversationId: main.id, id: newId('msg'), move: split.id }),
  ).rejects.toThrow();
  await keepHistory(product, main.id, 'split and undone');
  await keepHistory(product, own, 'begun by a split');
});

it('makes a stranger’s message a conversation of that stranger’s own', async () => {
  const rig = await startMoving();
  await using product = rig.product;
  const { team, until, lines } = rig;
  const main = await rig.chat('Where is it?', KIM);
  await rig.strangerAnswers(main.mail.id, 'I am somebody else.', 'lee@example.net');
  await until('the stranger', main.id, (all) => all.includes('other: I am somebody else.'));
  await rig.strangerAnswers(main.mail.id, 'Under another name.', 'lee@example.net', 'Lee at home');
  await until('the next mail', main.id, (all) => all.includes('other: Under another name.'));
  const messageId = await messageWith(rig, main.id, 'I am somebody else.');
  const id = newId('msg');
  await team.split.mutate({ conversationId: main.id, id, messageId, following: true });
  const own = siblingId('cnv', id);
  const begun = await until('the stranger’s own', own, (all) =>
    all.includes('customer: I am somebody else.'),
  );
  expect(begun).toContain('customer: Under another name.');

  // What is split off once more leaves nothing behind to show, until it comes back.
  const all = await messageWith(rig, own, 'I am somebody else.');
  const again = { conversationId: own, id: newId('msg'), messageId: all, following: true };
  const preview = async () => (await team.get.query({ conversationId: own })).preview;
  await team.split.mutate(again);
  await until('the second split', own, (said) => said.at(-1) === '(splitOff)');
  expect(await preview()).toBe('');
  await team.unsplit.mutate({ conversationId: own, id: newId('msg'), move: again.id });
  await until('its undoing', own, (said) => said.at(-1) === '(splitUndone)');
  expect(await preview()).toBe('Under another name.');
  const mail = await rig.reply(own, 'Hello, somebody else.');
  expect(mail.to).toContain('lee@example.net');
  expect(mail.text).not.toContain('Where is it?');
  product.mailbox.answer(mail.id, 'Thank you.');
  await until('the answer', own, (all) => all.at(-1) === 'customer: Thank you.');
  expect((await lines(main.id)).join()).not.toContain('Thank you.');
});

it('refuses what cannot become a conversation', async () => {
  const rig = await startMoving();
  await using _ = rig.product;
  const { team } = rig;
  const [main, other] = [await rig.chat('One', KIM), await rig.chat('Two', KIM)];
  const split = (messageId: Parameters<typeof team.split.mutate>[0]['messageId'], id = newId('msg')) =>
    team.split.mutate({ conversationId: main.id, id, messageId, following: false });
  await expect(split(await messageWith(rig, main.id, 'I do not know.'))).rejects.toThrow(/from outside/);
  await expect(split(await messageWith(rig, other.id, 'Two'))).rejects.toThrow(/from outside/);
  // The name of the split is the new conversation's: it cannot be one that exists.
  const taken = siblingId('msg', other.id);
  await expect(split(await messageWith(rig, main.id, 'One'), taken)).rejects.toThrow(/from outside/);
  await expect(
    team.unsplit.mutate({ conversationId: main.id, id: newId('msg'), move: taken }),
  ).rejects.toThrow();
});

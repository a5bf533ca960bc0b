import { expect, it } from 'vitest';
import { notices, pushSubscriptions } from '../../../db/schema/schema.ts';
import { createPostOutside } from '../../../post-outside.ts';
import { eventually } from '../../support/eventually.ts';
import { startTeam } from '../../support/people/hearing-team.ts';

it('posts nothing to a browser’s push service that leads into our own network, says so, and mails all the same', async () => {
  await using team = await startTeam({ escalationMs: 100, outside: createPostOutside() });
  // As a name that was public when it was entered may come to lead anywhere.
  await team.browser(team.world.url.replace('http:', 'https:'));
  await team.visit.askForPerson();
  await eventually('the mail', () => team.product.mailbox.ledger()[0]);
  const failure = 'The address leads to no place in the public internet, so nothing is sent there.';
  await eventually('the failure', async () => {
    const [browser] = await team.db.select().from(pushSubscriptions);
    return browser?.failure === failure;
  });
  const tried = (await team.db.select().from(notices)).filter(({ road }) => road === 'push');
  expect(tried).toMatchObject([{ state: 'failed', reason: failure }]);
  expect(team.world.posts).toEqual([]);
});

it('tells of what is said while a webhook hangs in a notice of its own', async () => {
  await using team = await startTeam({ escalationMs: 100, delayMs: 100 });
  await team.browser();
  await team.webhook('slack');
  // It never answers, and its notice is given up after five seconds.
  team.world.answer('/slack', (res, times) => (times > 1 ? res.writeHead(200).end() : undefined));
  await team.visit.askForPerson();
  await eventually('the hanging post', () => team.world.to('/slack')[0]);
  await team.visit.say('Are you there?');
  await eventually('the second notice', () => team.world.to('/push').length === 2);
  const states = async () =>
    (await team.db.select().from(notices)).map(({ road, state }) => `${road} ${state}`).sort();
  const all = ['mail sent', 'mail sent', 'push sent', 'push sent', 'webhook sent', 'webhook unknown'];
  await eventually('every end', async () => (await states()).join() === all.join());
  expect(team.world.to('/slack')).toHaveLength(2);
});

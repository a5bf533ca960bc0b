import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { invite } from '../../../api/admin/invite.ts';
import { project } from '../../../api/admin/project.ts';
import { remove } from '../../../api/admin/remove.ts';
import { resetPassword } from '../../../api/admin/reset-password.ts';
import type { AdminVerb, Said } from '../../../api/admin/verb.ts';
import { listActs } from '../../../db/project/audit.ts';
import { agents } from '../../../db/schema/schema.ts';
import { AuthClient } from '../../support/people/auth-client.ts';
import { newAgent } from '../../support/people/new-agent.ts';
import { cookieOf, signIn } from '../../support/people/agent-client.ts';
import { tokenIn } from '../../support/people/invited.ts';
import { ADMIN, type Product } from '../../support/stack/product.ts';
import { startProduct } from '../../support/stack/start-product.ts';
import { anotherAgent } from '../../support/rows/another-agent.ts';
import { runAdmin } from './run-admin.ts';

let product: Product;
beforeAll(async () => (product = await startProduct({ worker: false })));
afterAll(() => product?.[Symbol.asyncDispose]());

const run = (verb: AdminVerb, said: Partial<Said>) => runAdmin(product, verb, said);

it('a lost password is replaced by one that is printed once, and every session ends', async () => {
  const cookie = await cookieOf(product);
  const { well, lines } = await run(resetPassword, { words: [ADMIN.email] });
  expect(well).toBe(true);
  const me = await fetch(`${product.url}/trpc/me`, { headers: { cookie } });
  expect(me.status).toBe(401);
  const password = lines.at(-1) ?? '';
  expect((await (await signIn(product, { email: ADMIN.email, password })).me.query()).agent.name).toBe('Ana');
  expect(await run(resetPassword, { words: ['nobody@example.com'] })).toMatchObject({ well: false });
});

it('whoever lost authenticator and passkeys too comes in with the printed password alone, and hears of it', async () => {
  const { db } = product.database;
  const who = await newAgent(product);
  await db.update(agents).set({ twoFactorEnabled: true }).where(eq(agents.id, who.id));
  const kept = await run(resetPassword, { words: [who.email] });
  const waiting = new AuthClient(product, '203.0.113.1');
  const { json } = await waiting.signIn({ email: who.email, password: kept.lines.at(-1) ?? '' });
  expect(json['twoFactorRedirect']).toBe(true);

  const { lines } = await run(resetPassword, { words: [who.email], withoutSecondStep: true });
  const password = lines.at(-1) ?? '';
  expect((await (await signIn(product, { email: who.email, password })).me.query()).agent.id).toBe(who.id);
  const mail = product.mailbox.ledger().findLast(({ to }) => to.includes(who.email));
  expect(mail?.subject).toContain('second steps were removed');
  expect(mail?.text).not.toContain(password);
  const acts = await listActs(db, { projectId: product.project.id, agentId: who.id, before: null, most: 9 });
  expect(acts.map(({ act }) => act)).toContain('second_steps_removed_by_shell');
});

it('invites by a printed link, of which the newest works', async () => {
  const words = ['Zoe@example.com'];
  const first = await run(invite, { words, role: 'owner' });
  const second = await run(invite, { words, role: 'owner' });
  expect([first.well, second.well]).toEqual([true, true]);
  const link = (lines: string[]) => tokenIn(lines.join('\n'));
  expect(link(first.lines)).not.toBe(link(second.lines));
  const get = (token: string) =>
    fetch(`${product.url}/trpc/invitation.get?input=${encodeURIComponent(JSON.stringify({ token }))}`);
  expect((await get(link(first.lines))).status).toBe(404);
  expect(await (await get(link(second.lines))).json()).toMatchObject({
    result: { data: { email: 'zoe@example.com', role: 'owner', by: null } },
  });
});

it('the last owner is removed only on purpose, and a member becomes the next', async () => {
  const { db } = product.database;
  const email = 'ben@acme.example';
  await anotherAgent(db, { projectId: product.project.id, email });
  const refused = await run(remove, { words: [ADMIN.email] });
  expect(refused).toMatchObject({ well: false });
  expect(refused.lines.join('\n')).toContain('npm run admin -- invite');
  expect((await run(remove, { words: [ADMIN.email], withoutOwner: true })).well).toBe(true);
  expect((await run(project, { words: ['list'] })).lines).toEqual([expect.stringContaining('no owner')]);
  expect((await run(invite, { words: [email], role: 'owner' })).lines).toEqual(['Ben is owner of Acme now.']);
  expect((await run(project, { words: ['list'] })).lines[0]).toContain(`owned by ${email}`);
  expect(await run(remove, { words: [ADMIN.email] })).toMatchObject({ well: false });
});

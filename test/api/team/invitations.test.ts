import { eq } from 'drizzle-orm';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { invite } from '../../../api/team/invite.ts';
import { listTeam } from '../../../db/project/team/members.ts';
import { invitations, projects } from '../../../db/schema/schema.ts';
import { newId } from '../../../domain/ids.ts';
import { createTRPCClient, httpLink } from '@trpc/client';
import type { AppRouter } from '../../../api/routers/app.ts';
import { signIn, type AgentClient } from '../../support/people/agent-client.ts';
import { mailedToken, tokenIn } from '../../support/people/invited.ts';
import { ADMIN, type Product } from '../../support/stack/product.ts';
import { startProduct } from '../../support/stack/start-product.ts';

const PASSWORD = 'gravel lantern oboe';

let product: Product;
let ana: AgentClient;
let projectId: Product['project']['id'];
let people = 0;

beforeAll(async () => {
  product = await startProduct({ worker: false });
  projectId = product.project.id;
  ana = await signIn(product);
});
afterAll(() => product?.[Symbol.asyncDispose]());

const stranger = () => createTRPCClient<AppRouter>({ links: [httpLink({ url: `${product.url}/trpc` })] });
const newcomer = () => `newcomer${++people}@example.net`;
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: { data?: { refusal?: string } }) => error.data?.refusal,
  );

async function invited(email = newcomer(), role: 'agent' | 'admin' | 'owner' = 'agent') {
  const [one] = await ana.team.invite.mutate({ projectId, emails: [email], role, mail: true });
  return { email, id: one!.id, token: mailedToken(product, email), sent: one!.sent };
}

const accept = (token: string, name = 'Ben') =>
  stranger().invitation.accept.mutate({ token, name, password: PASSWORD });

describe('an invitation', () => {
  it('is mailed with who invites to what, and joins whoever holds its link', async () => {
    const { email, token, sent } = await invited();
    expect(sent).toBe(true);
    const mail = product.mailbox.ledger().findLast(({ to }) => to.includes(email));
    expect(mail).toMatchObject({ subject: 'Ana invites you to the team of Acme' });
    expect(mail?.text).toContain(`${product.config.publicUrl}/join/`);
    expect(await stranger().invitation.get.query({ token })).toEqual({
      ...{ projectName: 'Acme', email, role: 'agent', by: 'Ana', hasAccount: false },
    });
    await accept(token);
    const ben = await signIn(product, { email, password: PASSWORD }, `198.51.100.${people}`);
    expect((await ben.me.query()).projects).toMatchObject([{ id: projectId, role: 'agent' }]);
    expect((await ana.team.list.query({ projectId })).invitations).toEqual([]);
  });

  it('is kept as a hash', async () => {
    const { token, id } = await invited();
    const [row] = await product.database.db.select().from(invitations).where(eq(invitations.id, id));
    expect(JSON.stringify(row)).not.toContain(token);
  });

  it('works once, for the first of two who open it at once', async () => {
    const { token, email } = await invited();
    const both = await Promise.all([refusal(accept(token, 'Ben')), refusal(accept(token, 'Eve'))]);
    expect(both.filter((each) => each === null)).toHaveLength(1);
    const team = await listTeam(product.database.db, projectId);
    expect(team.filter((member) => member.email === email)).toHaveLength(1);
    expect(await refusal(accept(token))).toBe('invitation_used');
  });

  it('of somebody who was removed, or may not make such members any more, is revoked', async () => {
    const { email, token } = await invited(newcomer(), 'owner');
    await accept(token);
    const ben = await signIn(product, { email, password: PASSWORD }, `198.51.100.${people}`);
    const { id: agentId } = (await ben.me.query()).agent;
    const by = async (role: 'agent' | 'admin' | 'owner') => {
      const asked = { projectId, emails: [newcomer()], role, mail: false };
      const [made] = await ben.team.invite.mutate(asked);
      return tokenIn(made?.link ?? '');
    };
    const [owner, admin] = [await by('owner'), await by('admin')];
    await ana.team.changeRole.mutate({ projectId, agentId, role: 'admin' });
    expect(await refusal(accept(owner))).toBe('invitation_revoked');
    await ana.team.remove.mutate({ projectId, agentId });
    expect(await refusal(accept(admin))).toBe('invitation_revoked');
  });

  it('has a subject of one line, whatever the project is called', async () => {
    const settings = await ana.settings.get.query({ projectId });
    for (const name of ['Ev\r\nBcc: z@z.example', 'Ac\u202eme', '\u3164'])
      expect(await refusal(ana.settings.save.mutate({ ...settings, projectId, name }))).toBe('bad_input');
    const senderName = 'a\r\nBcc: x@y.example';
    expect(await refusal(ana.mailSetup.saveSenderName.mutate({ projectId, senderName }))).toBe('bad_input');
  });

  it('says what became of it: revoked, expired, replaced, or never there', async () => {
    const revoked = await invited();
    await ana.team.revoke.mutate({ projectId, id: revoked.id });
    expect(await refusal(accept(revoked.token))).toBe('invitation_revoked');
    expect(await refusal(ana.team.revoke.mutate({ projectId, id: revoked.id }))).toBe('not_found');

    const expired = await invited();
    await product.database.db
      .update(invitations)
      .set({ expiresAt: new Date(Date.now() - 1) })
      .where(eq(invitations.id, expired.id));
    expect(await refusal(stranger().invitation.get.query({ token: expired.token }))).toBe(
      'invitation_expired',
    );

    const again = await ana.team.inviteAgain.mutate({ projectId, id: expired.id, mail: true });
    expect(again).toMatchObject({ sent: true, link: null });
    expect(await refusal(accept(expired.token))).toBe('invitation_unknown');
    expect(await refusal(accept(mailedToken(product, expired.email)))).toBeNull();
    expect(await refusal(accept('a'.repeat(43)))).toBe('invitation_unknown');
  });

  it('is whose who sent it last, and ends with them', async () => {
    const { email, token } = await invited(newcomer(), 'admin');
    await accept(token);
    const ben = await signIn(product, { email, password: PASSWORD }, `198.51.100.${people}`);
    const { id } = await invited();
    const again = await ben.team.inviteAgain.mutate({ projectId, id, mail: false });
    const { id: agentId } = (await ben.me.query()).agent;
    await ana.team.remove.mutate({ projectId, agentId });
    expect(await refusal(accept(tokenIn(again.link ?? '')))).toBe('invitation_revoked');
  });

  it('is passed on as a link where mail is not wanted, or is not taken', async () => {
    const email = newcomer();
    const before = product.mailbox.ledger().length;
    const [linked] = await ana.team.invite.mutate({ projectId, emails: [email], role: 'agent', mail: false });
    expect(product.mailbox.ledger()).toHaveLength(before);
    expect(await refusal(accept(tokenIn(linked?.link ?? '')))).toBeNull();
    product.mailbox.behave({ mode: 'error-503', times: 1 });
    const emails = [newcomer()];
    const [untaken] = await ana.team.invite.mutate({ projectId, emails, role: 'agent', mail: true });
    expect(untaken?.sent).toBe(false);
    expect(await refusal(accept(tokenIn(untaken?.link ?? '')))).toBeNull();
  });

  it('of a member or an invited address is refused by name, and nobody else of the same go is told', async () => {
    const { email: waiting } = await invited();
    const other = newcomer();
    const before = product.mailbox.ledger().length;
    const inviteAll = (emails: string[]) =>
      ana.team.invite.mutate({ projectId, emails, role: 'agent', mail: true });
    await expect(inviteAll([other, ADMIN.email.toUpperCase()])).rejects.toThrow('Ana is on the team already');
    await expect(inviteAll([other, waiting])).rejects.toThrow(`${waiting} is invited already`);
    expect(product.mailbox.ledger()).toHaveLength(before);
    const { invitations: listed } = await ana.team.list.query({ projectId });
    expect(listed.map(({ email }) => email)).not.toContain(other);
  });

  it('takes no password that is guessed at once, and stays good', async () => {
    const { token } = await invited();
    const weak = { token, name: 'Ben', password: 'password1234' };
    expect(await refusal(stranger().invitation.accept.mutate(weak))).toBe('weak_password');
    expect(await refusal(accept(token))).toBeNull();
  });
});

describe('somebody who has an account', () => {
  /** A member of this project, invited to another of the installation. */
  async function invitedElsewhere({ mail = false, emails = [] as string[] } = {}) {
    const { email, token } = await invited();
    await accept(token);
    const ben = await signIn(product, { email, password: PASSWORD }, `198.51.100.${people}`);
    const { db } = product.database;
    const elsewhere = newId('prj');
    await db.insert(projects).values({
      ...{ id: elsewhere, name: 'Other', widgetKey: newId('pk'), greeting: '', supportAddress: 'a@b.test' },
    });
    const { config } = product;
    const asked = {
      projectId: elsewhere,
      emails: [email, ...emails],
      by: { id: product.agentId, name: 'Ana', network: '203.0.113.7' },
      mail,
    };
    const made = await invite({ db, config, log: pino({ level: 'silent' }) }, { ...asked, role: 'admin' });
    const tokens = made.map((each) => (mail ? mailedToken(product, each.email) : tokenIn(each.link ?? '')));
    return { ben, elsewhere, email, id: made[0]?.id ?? newId('inv'), token: tokens[0] ?? '', tokens };
  }

  it('joins by signing in, not with a second account', async () => {
    const { ben, elsewhere, token } = await invitedElsewhere({ mail: true });
    expect(await stranger().invitation.get.query({ token })).toMatchObject({ hasAccount: true });
    expect(await refusal(accept(token))).toBe('account_exists');
    expect(await ben.invitation.join.mutate({ token })).toEqual({ projectId: elsewhere });
    expect(await ben.invitation.join.mutate({ token })).toEqual({ projectId: elsewhere });
    expect((await ben.me.query()).projects).toHaveLength(2);
  });

  it('is not told apart from somebody who has none by whoever has a link that was passed on', async () => {
    const { tokens } = await invitedElsewhere({ emails: [newcomer()] });
    const shown = await Promise.all(
      tokens.map(async (token) => ({
        ...{ get: await stranger().invitation.get.query({ token }), accept: await refusal(accept(token)) },
        prove: await refusal(stranger().invitation.prove.mutate({ token })),
        again: await refusal(stranger().invitation.get.query({ token })),
      })),
    );
    expect(tokens).toHaveLength(2);
    for (const each of shown)
      expect(each).toEqual({
        get: { projectName: 'Other', email: each.get.email, role: 'admin', by: 'Ana', hasAccount: null },
        ...{ accept: 'prove_address', prove: null, again: 'invitation_unknown' },
      });
    const [known = '', unknown = ''] = shown.map(({ get }) => mailedToken(product, get.email));
    expect(await refusal(accept(known))).toBe('account_exists');
    expect(await refusal(accept(unknown))).toBeNull();
  });

  it('keeps the link that was passed on when no mail leaves', async () => {
    const { ben, token } = await invitedElsewhere();
    product.mailbox.behave({ mode: 'error-503', times: 1 });
    expect(await refusal(stranger().invitation.prove.mutate({ token }))).toBe('mail_not_taken');
    expect(await refusal(ben.invitation.join.mutate({ token }))).toBeNull();
  });

  it('does not join with another address’s invitation, which stays good', async () => {
    const { ben, email, token } = await invitedElsewhere();
    await expect(ana.invitation.join.mutate({ token })).rejects.toThrow(`This invitation is for ${email}`);
    expect(await refusal(ben.invitation.join.mutate({ token }))).toBeNull();
  });

  it('and a project’s invitation is nothing that another’s team can touch', async () => {
    const { id, token } = await invitedElsewhere();
    expect(await refusal(ana.team.revoke.mutate({ projectId, id }))).toBe('not_found');
    expect(await refusal(ana.team.inviteAgain.mutate({ projectId, id, mail: false }))).toBe('not_found');
    expect(await stranger().invitation.get.query({ token })).toMatchObject({ projectName: 'Other' });
  });
});

describe('only owners', () => {
  it('make owners, and change or remove them', async () => {
    const { email, token } = await invited(newcomer(), 'admin');
    await accept(token);
    const ben = await signIn(product, { email, password: PASSWORD }, `198.51.100.${people}`);
    const owner = { projectId, agentId: product.agentId };
    const next = { projectId, emails: [newcomer()], mail: true };
    expect(await refusal(ben.team.invite.mutate({ ...next, role: 'owner' }))).toBe('owners_only');
    expect(await refusal(ben.team.remove.mutate(owner))).toBe('owners_only');
    expect(await refusal(ben.team.changeRole.mutate({ ...owner, role: 'agent' }))).toBe('owners_only');
    expect(await refusal(ana.team.leave.mutate({ projectId }))).toBe('last_owner');
    const { id } = await invited(newcomer(), 'owner');
    expect(await refusal(ben.team.inviteAgain.mutate({ projectId, id, mail: false }))).toBe('owners_only');
  });

  it('and agents see the team, without who is invited', async () => {
    const { email, token } = await invited();
    await accept(token);
    await invited();
    const ben = await signIn(product, { email, password: PASSWORD }, `198.51.100.${people}`);
    const { members, invitations: listed } = await ben.team.list.query({ projectId });
    expect(members.length).toBeGreaterThan(1);
    expect(listed).toEqual([]);
    expect(await refusal(ben.team.remove.mutate({ projectId, agentId: product.agentId }))).toBe(
      'not_allowed',
    );
    expect(await refusal(ben.team.leave.mutate({ projectId }))).toBeNull();
    expect(await refusal(ben.team.list.query({ projectId }))).toBe('not_found');
  });
});

import { and, eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { markRead } from '../../../db/inbox/inbox.ts';
import { ensureAgent, createAuth } from '../../../api/sign-in/auth.ts';
import { agentMails, memberships, noticeSettings, projects } from '../../../db/schema/schema.ts';
import { saveAgentSettings } from '../../../db/project/agents.ts';
import { setWatching } from '../../../db/conversation/watches.ts';
import { eventually } from '../../support/eventually.ts';
import { keepHistory } from '../../support/people/histories.ts';
import { headerOf } from '../../../mailbox/mail.ts';
import { startTeamInbox, type Payload } from '../../support/people/team-inbox.ts';
import { stateOf } from '../../support/people/state-of.ts';

it('tells the responsible agent once of a burst, and takes their answer to the customer once', async () => {
  await using team = await startTeamInbox({ delayMs: 2_000 });
  await team.visit.say('It asks for a port.');
  await team.visit.say('Which one?');
  const mail = await team.nextToAgent(1);
  expect(mail.text).toContain('> It asks for a port.');
  expect(mail.text).toContain('> Which one?');
  expect(headerOf(mail, 'Auto-Submitted')).toBe('auto-generated');
  expect(headerOf(mail, 'X-Auto-Response-Suppress')).toBe('All');

  expect(await team.answerAs(mail, 'Any will do.', () => undefined)).toBe('taken');
  const sent = await eventually('the mail to the customer', () => team.toCustomer()[0]);
  expect(sent.text).toMatch(/^Any will do\./);
  expect(sent.text).not.toContain('/note');
  expect((await team.said()).at(-1)).toBe('agent message: Any will do.');

  team.product.mailbox.answer(sent.id, 'Thank you!');
  const second = await team.nextToAgent(2);
  expect(second.text).toContain('> Thank you!');
  expect(second.text).not.toContain('Which one?');
  expect(headerOf(second, 'In-Reply-To')).toBe(headerOf(mail, 'Message-ID'));
  expect(team.toAgent()).toHaveLength(2);
  expect(team.toCustomer()).toHaveLength(1);
  await keepHistory(team.product, team.conversationId, 'an agent told and answering by mail');
});

it('takes the same answer once, however often it arrives', async () => {
  await using team = await startTeamInbox();
  await team.visit.say('Hello?');
  const mail = await team.nextToAgent(1);
  const fixed = (json: Payload & { MessageID?: string }) => (json.MessageID = 'the same');
  const results = await Promise.all(Array.from({ length: 20 }, () => team.answerAs(mail, 'Hello!', fixed)));
  expect(new Set(results)).toEqual(
    new Set(results.includes('already_taken') ? ['taken', 'already_taken'] : ['taken']),
  );
  await eventually('the mail', () => team.toCustomer()[0]);
  expect((await team.said()).filter((line) => line.includes('Hello!'))).toHaveLength(1);
  expect(team.toCustomer()).toHaveLength(1);
});

it('tells nobody who has read, wants no mail, or neither watches nor is responsible', async () => {
  await using team = await startTeamInbox({ delayMs: 3_000 });
  const { product, conversationId } = team;
  const { db } = product.database;
  const auth = createAuth({ db, config: product.config });
  const project = { projectId: product.project.id };
  const person = (name: string) => ({
    name,
    email: `${name}@example.com`,
    password: 'a long password',
    role: 'agent' as const,
    ...project,
  });
  const ben = await ensureAgent({ db, auth }, person('ben'));
  const cleo = await ensureAgent({ db, auth }, person('cleo'));
  const dora = await ensureAgent({ db, auth }, person('dora'));
  const eli = await ensureAgent({ db, auth }, person('eli'));
  for (const { id: agentId } of [ben, cleo, dora])
    await setWatching(db, { ...project, conversationId, agentId, watching: true });
  await setWatching(db, { ...project, conversationId, agentId: eli.id, watching: true });
  await setWatching(db, { ...project, conversationId, agentId: eli.id, watching: false });
  await saveAgentSettings(db, cleo.id, { notifyByMail: 'off' });
  await saveAgentSettings(db, dora.id, { notifyByMail: 'always' });

  await team.visit.say('Hello?');
  const seq = await eventually('the message', async () => (await team.said()).length === 1 && team.lastSeq());
  for (const agentId of [product.agentId, dora.id])
    await markRead(db, { ...project, conversationId, agentId, seq });
  await eventually('the mails', () => product.mailbox.ledger().length >= 2);
  expect(await db.select().from(agentMails)).toHaveLength(2);
  const told = product.mailbox.ledger().map(({ to }) => /(\w+)@/.exec(to)?.[1]);
  expect(told.sort()).toEqual(['ben', 'dora']);
});

it('costs a conversation that nobody watches or hears of, and that is not escalated again, no event', async () => {
  await using team = await startTeamInbox();
  const { product, conversationId } = team;
  const { agentId, project } = product;
  await product.database.db.insert(noticeSettings).values({ agentId, projectId: project.id, hears: false });
  await product.database.db.update(projects).set({ escalateAgainMinutes: null });
  await product.gateway.agent.update(
    'assign',
    conversationId,
    { ...team.command(), assignee: null },
    team.actor,
  );
  await team.visit.say('Hello?');
  await eventually('the message', async () => (await team.said()).length === 1);
  const handle = product.client.workflow.getHandle(`conversation/${conversationId}`);
  // What the escalation began, a timer to escalate again and an activity to tell the team, ended when it was taken over.
  const { timers, cancelled, begun } = await eventually('the end of what the escalation began', async () => {
    const events = (await handle.fetchHistory()).events ?? [];
    const begun = events.filter((event) => event.activityTaskScheduledEventAttributes);
    const ended = events.filter(
      // Asked to end in the middle of its first look, it fails instead of being cancelled.
      (event) => event.activityTaskCanceledEventAttributes ?? event.activityTaskFailedEventAttributes,
    );
    const timers = events.filter((event) => event.timerStartedEventAttributes);
    const cancelled = events.filter((event) => event.timerCanceledEventAttributes);
    return ended.length === begun.length && { timers, cancelled, begun };
  });
  expect(timers.length).toBeLessThanOrEqual(1);
  expect(cancelled).toHaveLength(timers.length);
  expect(begun.length).toBeLessThanOrEqual(1);
});

it('quarantines whatever is not certainly that agent', async () => {
  await using team = await startTeamInbox();
  await team.visit.say('Hello?');
  const mail = await team.nextToAgent(1);
  const header = (json: Payload, name: string, value: string | null) => {
    json.Headers = json.Headers.filter(({ Name }) => Name !== name);
    if (value !== null) json.Headers.unshift({ Name: name, Value: value });
  };
  const from = (json: Payload, email: string) => {
    json.From = email;
    json.FromFull.Email = email;
  };
  const attempt = (change: (json: Payload) => void) => team.answerAs(mail, 'Send money.', change);

  const unverified = (json: Payload) => {
    header(json, 'X-Spam-Tests', 'SPF_NONE');
    header(json, 'Received-SPF', null);
  };
  expect(await attempt(unverified)).toBe('agent_not_verified');
  expect(await attempt((json) => from(json, 'eve@example.net'))).toBe('agent_not_verified');
  expect(await attempt((json) => from(json, 'casey@example.com'))).toBe('agent_not_verified');
  expect(
    await attempt((json) => {
      unverified(json);
      header(json, 'Authentication-Results', 'mx.example; dkim=pass header.d=example.com; dmarc=pass');
    }),
  ).toBe('agent_not_verified');
  expect(await attempt((json) => header(json, 'Auto-Submitted', 'auto-replied'))).toBe('automatic');
  const damaged = (text: string) => text.replace(/.(?=@)/, (last) => (last === '0' ? '1' : '0'));
  expect(
    await attempt((json) => {
      json.To = damaged(json.To);
      json.OriginalRecipient = json.To;
      json.MailboxHash = json.To.split('@')[0]!.split('+')[1]!;
      json.ToFull = [{ Email: json.To, Name: '', MailboxHash: json.MailboxHash }];
      json.Headers = json.Headers.filter(({ Name }) => !/^(In-Reply-To|References)$/.test(Name));
    }),
  ).toBe('forged_reply_address');

  const { agentId, project } = team.product;
  await team.product.database.db
    .delete(memberships)
    .where(and(eq(memberships.projectId, project.id), eq(memberships.agentId, agentId)));
  expect(await attempt(() => undefined)).toBe('agent_not_member');

  const kept = await team.emails();
  expect(kept).toHaveLength(7);
  for (const email of kept) {
    expect(email).toMatchObject({ signalledAt: null, agentMailId: null });
    expect(email.quarantine).not.toBeNull();
  }
  expect(await team.said()).toEqual(['customer message: Hello?']);
  expect(team.toCustomer()).toEqual([]);
});

it('brings back an answer to an old state, with what was not seen, and takes the next one', async () => {
  await using team = await startTeamInbox();
  await team.visit.say('How do I start it?');
  const mail = await team.nextToAgent(1);
  await team.visit.say('Never mind, I found it.');
  await eventually('the second message', async () => (await team.said()).length === 2);
  expect(await team.answerAs(mail, 'Run npm start.', () => undefined)).toBe('taken');

  const returned = await eventually('the answer to come back', () =>
    team.toAgent().find(({ text }) => text.includes('was not sent')),
  );
  expect(returned.text).toContain('> Never mind, I found it.');
  expect(returned.text).not.toContain('> How do I start it?');
  expect(returned.text).toContain('Run npm start.');
  const kept = (await team.transcript()).find(({ kind }) => kind === 'note');
  expect(kept?.text).toContain('Run npm start.');
  expect(team.toCustomer()).toEqual([]);

  expect(await team.answerAs(returned, 'Glad to hear it!', () => undefined)).toBe('taken');
  const sent = await eventually('the mail to the customer', () => team.toCustomer()[0]);
  expect(sent.text).toMatch(/^Glad to hear it!/);
  expect(sent.text).not.toContain('Run npm start.');
});

it('mails no note to the customer, and closes when it is told to', async () => {
  await using team = await startTeamInbox();
  await team.visit.say('Hello?');
  const mail = await team.nextToAgent(1);
  await team.answerAs(mail, '/note They are a reseller.', () => undefined);
  await eventually('the note', async () => (await team.said()).length === 2);
  await team.answerAs(mail, '/nota They were rude.', () => undefined);
  await eventually('the unknown command to come back', () =>
    team.toAgent().find(({ text }) => text.includes('there are only /note and /close')),
  );
  const withFile = (json: Payload) => {
    json.Attachments = [{ Name: 'a.txt', Content: 'aGk=', ContentType: 'text/plain', ContentLength: 2 }];
  };
  await team.answerAs(mail, 'See the file.', withFile);
  await eventually('the file to come back', () => team.toAgent().find(({ text }) => text.includes('files')));
  expect(team.toCustomer()).toEqual([]);

  await team.answerAs(mail, '/close\nAll done, goodbye!', () => undefined);
  const sent = await eventually('the mail to the customer', () => team.toCustomer()[0]);
  expect(sent.text).toMatch(/^All done, goodbye!/);
  expect(sent.text).not.toMatch(/reseller|rude|See the file/);
  const state = await stateOf(team.product, team.conversationId);
  expect(state.status).toBe('closed');
  const notes = (await team.transcript()).filter(({ kind }) => kind === 'note');
  expect(notes).toHaveLength(3);
  expect(notes.every(({ audience }) => audience === 'team')).toBe(true);
});

it('is answered through In-Reply-To when the address is lost, unless a conversation’s own address stands there', async () => {
  await using team = await startTeamInbox();
  await team.visit.say('Hello?');
  const mail = await team.nextToAgent(1);
  const to = (address: string) => (json: Payload) => {
    json.To = address;
    json.OriginalRecipient = address;
    json.MailboxHash = '';
    json.ToFull = [{ Email: address, Name: '', MailboxHash: '' }];
  };
  expect(await team.answerAs(mail, 'Hello!', to(team.product.project.supportAddress))).toBe('taken');
  const sent = await eventually('the mail', () => team.toCustomer()[0]);
  expect(await team.answerAs(mail, 'As somebody else.', to(sent.replyTo))).toBe('taken');
  await eventually('the mail of somebody else', async () =>
    (await team.said()).includes('other message: As somebody else.'),
  );
  expect(team.toCustomer()).toHaveLength(1);
});

it('still tells them when the conversation goes on in another run meanwhile', async () => {
  await using team = await startTeamInbox({ delayMs: 3_000 });
  const { product, conversationId } = team;
  const handle = product.client.workflow.getHandle(`conversation/${conversationId}`);
  await team.visit.say('Hello?');
  const state = await eventually('the wait', async () => {
    const now = await stateOf(product, conversationId);
    return now.agentMail.digestAt && now;
  });
  const { taskQueue } = await handle.describe();
  await handle.terminate('As continuing as new ends a run.');
  const workflowId = handle.workflowId;
  await product.client.workflow.start('conversation', { workflowId, taskQueue, args: [{ state }] });
  expect((await team.nextToAgent(1)).text).toContain('> Hello?');
  await eventually('nothing to be owed', async () => {
    const { agentMail } = await stateOf(product, conversationId);
    const { digestAt, refused, toSend } = agentMail;
    return digestAt === null && toSend === null && refused.length === 0;
  });
});

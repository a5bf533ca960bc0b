import { expect, it } from 'vitest';
import { newId } from '../../domain/ids.ts';
import { startMailbox } from '../../mailbox/mailbox.ts';
import { askPostgres } from '../support/stack/ask-postgres.ts';
import { signIn } from '../support/people/agent-client.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/stack/free-port.ts';
import { createStores, type Age } from '../support/faults/old-and-new-stores.ts';
import { startProcess } from '../support/faults/two-of-each.ts';
import { beginVisit } from '../support/people/visitor-client.ts';

const PATIENCE_MS = 120_000;
const WHO = { email: 'ana@example.com', password: 'tamed-otter-under-bridge' };
type Visit = Awaited<ReturnType<typeof beginVisit>>;

/** The product in processes of its own: after a restore they are new ones, as they are in earnest. */
async function createDrill() {
  const stores = await createStores();
  const [port, workerPort, mailboxPort] = [await freePort(), await freePort(), await freePort()];
  const mailbox = await startMailbox({ port: mailboxPort, serverToken: 'token' });
  const url = `http://127.0.0.1:${port}`;
  let databaseUrl = '';
  let stop = async () => {};

  const start = async () => {
    const servers = await stores.start();
    databaseUrl = servers.databaseUrl;
    const secret = 'a secret that is long enough for anybody';
    const env = {
      ...{ DATABASE_URL: databaseUrl, TEMPORAL_ADDRESS: servers.temporalAddress, PUBLIC_URL: url },
      ...{ SESSION_SECRET: secret, WEBHOOK_SECRET: secret, REPLY_ADDRESS_SECRETS: secret },
      ...{
        POSTMARK_SERVER_TOKEN: 'token',
        POSTMARK_API_URL: mailbox.url,
        INBOUND_DOMAIN: 'reply.example.test',
      },
      ...{ ADMIN_EMAIL: WHO.email, ADMIN_PASSWORD: WHO.password, DRAIN_SECONDS: '0', LOG_LEVEL: 'silent' },
    };
    const worker = await startProcess('worker', workerPort, env);
    const api = await startProcess('api', port, env);
    stop = async () => {
      await api.stop();
      await worker.stop();
      await stores.stop();
    };
  };
  const ask = <Row extends object>(statement: string, values?: string[]) =>
    askPostgres<Row & Record<string, unknown>>(databaseUrl, statement, values);
  const begin = async (name: string): Promise<Visit> => {
    const [project] = await ask<{ key: string }>('select widget_key as key from projects');
    const visit = await beginVisit({ url, widgetKey: project?.key ?? '' });
    await visit.say(`${name} asks`);
    await visit.askForPerson(`${name}@customer.example`);
    return visit;
  };
  const reply = async ({ conversationId }: Visit, text: string) => {
    const seen = await eventually(
      'the question',
      async () => {
        const [row] = await ask<{ seq: number }>(
          "select last_seq as seq from conversations where id = $1 and handler_by = 'agent'",
          [conversationId],
        );
        return row?.seq;
      },
      PATIENCE_MS,
    );
    const agent = await signIn({ url }, WHO);
    await agent.conversations.reply.mutate({
      conversationId,
      id: newId('msg'),
      text,
      seenSeq: seen,
      cc: [],
      attachments: [],
    });
  };
  const mailsTo = (name: string) =>
    mailbox.ledger().filter(({ to }) => to.includes(`${name}@customer.example`));
  const recorded = async (text: string) =>
    (await ask('select 1 from messages where text = $1', [text])).length;
  return {
    ...{ stores, mailbox, start, ask, begin, reply, mailsTo, recorded, stop: () => stop() },
    [Symbol.asyncDispose]: async () => {
      await stop();
      await stores[Symbol.asyncDispose]();
      await mailbox.stop();
    },
  };
}

const COMBINATIONS: ['old' | 'new', Age][] = [
  ['old', 'old'],
  ['new', 'old'],
  ['new', 'lost'],
  ['old', 'lost'],
  ['old', 'new'],
];

it('after any restore nothing is lost that the stores hold, and no mail is sent twice', async () => {
  await using drill = await createDrill();
  await drill.start();
  const ana = await drill.begin('ana');
  await drill.reply(ana, 'Before the backup.');
  await eventually('the first mail', () => drill.mailsTo('ana').length === 1, PATIENCE_MS);
  const ben = await drill.begin('ben');
  drill.mailbox.behave({ mode: 'error-503' });
  await drill.reply(ben, 'Pending at the backup.');
  const pending = "select 1 from deliveries where state = 'pending' and reason is not null";
  await eventually('a mail that waits', async () => (await drill.ask(pending)).length === 1, PATIENCE_MS);
  await drill.stop();
  drill.stores.keep('old');

  drill.mailbox.behave({ mode: 'ok' });
  await drill.start();
  await eventually('the mail to leave', () => drill.mailsTo('ben').length === 1, PATIENCE_MS);
  const nora = await drill.begin('nora');
  await drill.reply(nora, 'After the backup.');
  await eventually('the last mail', () => drill.mailsTo('nora').length === 1, PATIENCE_MS);
  await drill.stop();
  drill.stores.keep('new');

  for (const [database, temporal] of COMBINATIONS) {
    const about = `${database} database, ${temporal} Temporal`;
    drill.stores.restore(database, temporal);
    await drill.start();
    const holds = database === 'new' ? { ana, ben, nora } : { ana, ben };
    for (const [name, visit] of Object.entries(holds)) {
      const text = `${name} after: ${about}`;
      await eventually(
        `${name} to be heard`,
        () =>
          visit.say(text).then(
            () => true,
            () => false,
          ),
        PATIENCE_MS,
      );
      await eventually(text, async () => (await drill.recorded(text)) === 1, PATIENCE_MS);
    }
    expect(await drill.recorded('Before the backup.'), about).toBe(1);
    expect(await drill.recorded('Pending at the backup.'), about).toBe(1);
    expect(await drill.recorded('After the backup.'), about).toBe(database === 'new' ? 1 : 0);
    // Another mail in the same conversation shows that whatever was due before it has been done.
    await drill.reply(ben, `Once more: ${about}`);
    await eventually(
      'it',
      () => drill.mailsTo('ben').some(({ text }) => text.includes(`Once more: ${about}`)),
      PATIENCE_MS,
    );
    for (const words of ['Before the backup.', 'Pending at the backup.', 'After the backup.'])
      expect(
        drill.mailbox.ledger().filter(({ text }) => text.startsWith(words)),
        `${words} ${about}`,
      ).toHaveLength(1);
    console.log(`${about}: everybody goes on, no mail twice`);
    await drill.stop();
  }
}, 1_200_000);

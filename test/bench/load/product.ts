import { TRPCClientError } from '@trpc/client';
import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { loadConfig } from '../../../config.ts';
import { newId, type ProjectId } from '../../../domain/ids.ts';
import { replyAddress } from '../../../domain/mail/address/reply-address.ts';
import type { AppRouter } from '../../../api/routers/app.ts';
import { hashToken, newVisitorToken } from '../../../api/sign-in/visitor-token.ts';
import { mailTo, postMail } from '../../support/mail/post-mail.ts';
import { eventually } from '../../support/eventually.ts';
import { agentClient, cookieOf } from '../../support/people/agent-client.ts';
import { visitWith } from '../../support/people/visitor-client.ts';
import { startProcess } from '../../support/faults/two-of-each.ts';
import { freePort } from '../../support/stack/free-port.ts';
import type { BenchServers } from '../bench-servers.ts';
import type { Ask } from './database.ts';
import type { Road, Side, Speaker } from './side.ts';
import { watchInbox } from './watch-inbox.ts';

/** A machine that is too busy to acknowledge within the deadline. */
const RETRY_MS = 250;

/** What the model says to everything; it stands in the docs. */
const ANSWER = 'Open the page and press the button.';
/** A model names its source. */
export const CITED = `${ANSWER} [1]`;

const ADMIN = { email: 'ana@example.com', password: 'tamed-otter-under-bridge' };

/** What the two processes are given besides what both need: a debugger's port, a counted way to the database. */
type Extra = Partial<Record<'api' | 'worker', Record<string, string>>>;

/** The api and the worker as production runs them, each a process of its own, made by `npm run build`. */
export async function startProduct(
  servers: BenchServers,
  modelUrl: string,
  ask: Ask,
  extra: Extra = {},
): Promise<Side> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = { ...settings(servers, modelUrl), PUBLIC_URL: url };
  const worker = await startProcess('worker', await freePort(), { ...env, ...extra.worker });
  const api = await startProcess('api', port, { ...env, ...extra.api });
  const { mail } = loadConfig(env);
  // Every day's work of a busy team, in minutes.
  const [project] = await ask<{ id: string }>(
    `update projects set max_conversations_a_day = 1000000, max_model_calls_a_day = 1000000,
     max_tokens_a_day = 1000000000 returning id`,
  );
  const projectId = project?.id ?? '';
  const cookie = await cookieOf({ url }, ADMIN);
  const agent = agentClient(url, cookie);
  // What the model says stands in the docs: a turn is answered, and no question for the list of those that were not.
  await agent.articles.save.mutate({
    ...{ projectId: projectId as ProjectId, id: newId('art'), title: 'How this works' },
    text: `What a visitor would like to know about how this works: ${ANSWER}`,
  });

  const newSpeaker = async (road: Road): Promise<Speaker> => {
    const token = newVisitorToken();
    await ask('insert into visitors (id, project_id, token_hash) values ($1, $2, $3)', [
      ...[newId('vis'), projectId, hashToken(token)],
    ]);
    const visit = visitWith({ url, token });
    const { conversationId } = visit;
    // One sender of many mails would be a flood.
    const customer = `casey@${newId('vis').slice(-10)}.example`;
    if (road !== 'turn') {
      const [asked, taken] = [newId('msg'), newId('msg')];
      await untilTaken(() => visit.askForPerson(road === 'mail' ? customer : null, asked));
      // No agent takes over thousands in a minute: this one waits as it is told.
      await untilTaken(() => agent.conversations.takeOver.mutate({ conversationId, id: taken }), WAITING);
    }
    const address = replyAddress({ conversationId, projectId: projectId as ProjectId }, mail);
    const chat = (text: string) => {
      const id = newId('msg');
      return untilTaken(() => visit.say(text, id));
    };
    const write = (text: string) => postMail({ url, config: { mail } }, answerTo(address, customer, text));
    return {
      conversation: conversationId,
      workflowId: `conversation/${conversationId}`,
      say: async (text) => {
        const from = performance.now();
        await (road === 'mail' ? write(text) : chat(text));
        return performance.now() - from;
      },
    };
  };
  const recorded: Side['recorded'] = async (road, speakers) => {
    const by = road === 'turn' ? 'assistant' : 'customer';
    const rows = await ask<{ conversation: string; count: string }>(
      `select conversation_id as conversation, count(*) from messages
       where conversation_id = any($1) and kind = 'message' and author ->> 'by' = $2 group by 1`,
      [speakers.map(({ conversation }) => conversation), by],
    );
    return new Map(rows.map(({ conversation, count }) => [conversation, Number(count)]));
  };
  const greeted = async (speakers: Speaker[]) => {
    await Promise.all(speakers.map((speaker) => speaker.say('Hello.')));
    const all = async () => (await recorded('turn', speakers)).size === speakers.length;
    await eventually('the first answers', all);
  };
  return {
    watch: () => watchInbox({ url, projectId, cookie }),
    begin: async (road, visitors) => {
      const speakers = await Promise.all(Array.from({ length: visitors }, () => newSpeaker(road)));
      // How it begins is no part of a turn: the floor's conversations have begun as well.
      if (road === 'turn') await greeted(speakers);
      return speakers;
    },
    recorded,
    processes: () => ({ api: [api.pid()], worker: [worker.pid()] }),
    stop: async () => {
      await api.stop();
      await worker.stop();
    },
  };
}

/** An answer by mail, above what it answers. */
const answerTo = (address: string, from: string, text: string) =>
  mailTo(address, {
    from,
    text: `${text}\n\nOn Tue, 24 Nov 2026 at 10:12, Ana (Acme) <support@example.test> wrote:\n> Have you tried the second page?\n> Ana\n`,
  });

/** As the widget: told to try again, it does, with the same id. */
async function untilTaken(send: () => Promise<unknown>, passing = ['try_again']): Promise<void> {
  const isOver = (error: unknown) => {
    const { refusal } = (error as TRPCClientError<AppRouter>).data ?? {};
    if (error instanceof TRPCClientError && passing.includes(String(refusal))) return false;
    throw error;
  };
  while (!(await send().then(() => true, isOver))) await setTimeout(RETRY_MS);
}

const WAITING = ['try_again', 'slow_down'];

const settings = ({ databaseUrl, temporalAddress }: BenchServers, modelUrl: string) => ({
  DATABASE_URL: databaseUrl,
  TEMPORAL_ADDRESS: temporalAddress,
  SESSION_SECRET: randomBytes(32).toString('hex'),
  WEBHOOK_SECRET: randomBytes(32).toString('hex'),
  REPLY_ADDRESS_SECRETS: randomBytes(32).toString('hex'),
  POSTMARK_SERVER_TOKEN: 'token',
  POSTMARK_API_URL: 'http://127.0.0.1:1',
  INBOUND_DOMAIN: 'reply.example.test',
  ADMIN_EMAIL: ADMIN.email,
  ADMIN_PASSWORD: ADMIN.password,
  LLM_BASE_URL: modelUrl,
  LLM_API_KEY: 'bench',
  LLM_MODEL: 'bench',
  LOG_LEVEL: 'error',
  // Nobody reads here: after two minutes earlier rounds would be mailed while a later one is measured.
  AGENT_MAIL_DELAY: '3600',
});

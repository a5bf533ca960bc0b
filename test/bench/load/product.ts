import { TRPCClientError } from '@trpc/client';
import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { newId } from '../../../domain/ids.ts';
import type { AppRouter } from '../../../api/routers/app.ts';
import { hashToken, newVisitorToken } from '../../../api/sign-in/visitor-token.ts';
import { agentClient, cookieOf } from '../../support/people/agent-client.ts';
import { visitWith } from '../../support/people/visitor-client.ts';
import { startProcess } from '../../support/faults/two-of-each.ts';
import { freePort } from '../../support/stack/free-port.ts';
import type { BenchServers } from '../bench-servers.ts';
import type { Ask } from './database.ts';
import type { Side, Speaker } from './side.ts';
import { watchInbox } from './watch-inbox.ts';

/** A machine that is too busy to acknowledge within the deadline. */
const RETRY_MS = 250;

const ADMIN = { email: 'ana@example.com', password: 'tamed-otter-under-bridge' };

/** The api and the worker as production runs them, each a process of its own, made by `npm run build`. */
export async function startProduct(servers: BenchServers, modelUrl: string, ask: Ask): Promise<Side> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = { ...settings(servers, modelUrl), PUBLIC_URL: url };
  const worker = await startProcess('worker', await freePort(), env);
  const api = await startProcess('api', port, env);
  // Every day's work of a busy team, in minutes.
  const [project] = await ask<{ id: string }>(
    `update projects set max_conversations_a_day = 1000000, max_model_calls_a_day = 1000000,
     max_tokens_a_day = 1000000000 returning id`,
  );
  const projectId = project?.id ?? '';
  const cookie = await cookieOf({ url }, ADMIN);
  const agent = agentClient(url, cookie);

  const newSpeaker = async (toTeam: boolean): Promise<Speaker> => {
    const token = newVisitorToken();
    await ask('insert into visitors (id, project_id, token_hash) values ($1, $2, $3)', [
      ...[newId('vis'), projectId, hashToken(token)],
    ]);
    const visit = visitWith({ url, token });
    const { conversationId } = visit;
    if (toTeam) {
      const [asked, taken] = [newId('msg'), newId('msg')];
      await untilTaken(() => visit.askForPerson(null, asked));
      await untilTaken(() => agent.conversations.takeOver.mutate({ conversationId, id: taken }));
    }
    return {
      conversation: conversationId,
      say: async (text) => {
        const from = performance.now();
        const id = newId('msg');
        await untilTaken(() => visit.say(text, id));
        return performance.now() - from;
      },
    };
  };
  return {
    watch: () => watchInbox({ url, projectId, cookie }),
    begin: (road, visitors) =>
      Promise.all(Array.from({ length: visitors }, () => newSpeaker(road === 'team'))),
    recorded: async (road, speakers) => {
      const by = road === 'turn' ? 'assistant' : 'customer';
      const rows = await ask<{ conversation: string; count: string }>(
        `select conversation_id as conversation, count(*) from messages
         where conversation_id = any($1) and kind = 'message' and author ->> 'by' = $2 group by 1`,
        [speakers.map(({ conversation }) => conversation), by],
      );
      return new Map(rows.map(({ conversation, count }) => [conversation, Number(count)]));
    },
    processes: () => ({ api: [api.pid()], worker: [worker.pid()] }),
    stop: async () => {
      await api.stop();
      await worker.stop();
    },
  };
}

/** As the widget: told to try again, it does, with the same id. */
async function untilTaken(send: () => Promise<unknown>): Promise<void> {
  while (!(await send().then(() => true, passing))) await setTimeout(RETRY_MS);
}

function passing(error: unknown): false {
  const { refusal } = (error as TRPCClientError<AppRouter>).data ?? {};
  if (error instanceof TRPCClientError && refusal === 'try_again') return false;
  throw error;
}

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
});

import { connect, type Database } from '../../../db/connection/database.ts';
import { countLanes } from '../../../db/inbox/inbox.ts';
import { listConversations } from '../../../db/inbox/list-conversations.ts';
import { migrate } from '../../../db/migrate.ts';
import type { AgentId, ProjectId } from '../../../domain/ids.ts';
import { parseSearch } from '../../../domain/search/search-text.ts';
import { askPostgres } from '../../support/stack/ask-postgres.ts';
import type { BenchServers } from '../bench-servers.ts';
import { openDatabase, type Ask } from '../load/database.ts';
import { compareFew, elapsed, median, quantile, round, type Measured } from '../measure.ts';
import { BY_HAND } from './by-hand.ts';
import { seedInbox } from './seed-inbox.ts';

/** Words that few, some and most conversations have; the beginning, the middle and the end of them; a part of a number. */
const SOUGHT = [
  'lampenschirm',
  'schirm',
  'warehouse',
  'order',
  'invoice',
  'parcel',
  '4837',
  'rückgabe',
  'polvik',
  'marlin',
  'ransel',
  'refund',
];
const ROUNDS = 5 * SOUGHT.length;

export const INBOX_ROWS = ['list', 'search', 'search-p95', 'counts'] as const;
export type InboxRow = (typeof INBOX_ROWS)[number];

interface Seeded {
  db: Database;
  ask: Ask;
  who: { projectId: ProjectId; agentId: AgentId };
}

/** Reading the inbox beside the same selects written by hand, with 50,000 conversations and 500,000 messages at rest. */
export async function inboxRows(servers: BenchServers): Promise<Record<InboxRow, Measured>> {
  const name = 'bench_inbox';
  const url = servers.databaseUrl.replace(/[^/]+$/, name);
  await askPostgres(servers.databaseUrl, `create database ${name}`);
  await migrate(url);
  const connection = connect(url);
  const { ask, close } = openDatabase(url);
  try {
    const who = await seedInbox(connection.db);
    const seeded = { db: connection.db, ask, who };
    return { list: await list(seeded), ...(await search(seeded)), counts: await counts(seeded) };
  } finally {
    await close();
    await connection.close();
    await askPostgres(servers.databaseUrl, `drop database ${name} with (force)`);
  }
}

const list = ({ db, ask, who: { projectId, agentId } }: Seeded) =>
  compareFew(
    60,
    {
      product: () => elapsed(() => listConversations(db, { projectId, agentId, lane: 'all', before: null })),
      reference: () => elapsed(() => ask(`${BY_HAND.list} ${BY_HAND.order}`, [projectId, agentId])),
    },
    10,
  );

async function search({ db, ask, who: { projectId, agentId } }: Seeded) {
  const times: number[] = [];
  let at = 0;
  const word = () => SOUGHT[at % SOUGHT.length] ?? '';
  const measured = await compareFew(
    ROUNDS,
    {
      product: async () => {
        const query = { projectId, agentId, lane: 'all' as const, before: null };
        const took = await elapsed(() => listConversations(db, { ...query, search: parseSearch(word()) }));
        times.push(took);
        return took;
      },
      reference: async () => {
        const part = `%${word().replace('ü', 'u')}%`;
        const took = await elapsed(() => byHand(ask, { projectId, agentId, part }));
        at++;
        return took;
      },
    },
    SOUGHT.length,
  );
  const [middle, p95] = [median(times.slice(SOUGHT.length)), quantile(times.slice(SOUGHT.length), 0.95)];
  const slow: Measured = {
    value: round(p95),
    reference: round(middle),
    ratio: round(p95 / middle),
    unit: 'ms',
  };
  return { search: measured, 'search-p95': slow };
}

async function byHand(
  ask: Ask,
  { projectId, agentId, part }: { projectId: string; agentId: string; part: string },
) {
  const rows = await ask<{ id: string }>(`${BY_HAND.list} ${BY_HAND.found} ${BY_HAND.order}`, [
    projectId,
    agentId,
    part,
  ]);
  await ask(BY_HAND.hits, [rows.map(({ id }) => id), part]);
}

const counts = ({ db, ask, who }: Seeded) =>
  compareFew(
    60,
    {
      product: () => elapsed(() => countLanes(db, who)),
      reference: () =>
        elapsed(() =>
          Promise.all(
            BY_HAND.counts.map((statement) =>
              ask(statement, statement.includes('$2') ? [who.projectId, who.agentId] : [who.projectId]),
            ),
          ),
        ),
    },
    10,
  );

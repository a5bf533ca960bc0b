import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuth, ensureAgent } from '../../api/sign-in/auth.ts';
import { noteSeen } from '../../db/project/team/seen.ts';
import { SharedReads } from '../../api/streams/shared-reads.ts';
import { whomToClose } from '../../api/streams/whom-to-close.ts';
import { hashToken } from '../../api/sign-in/visitor-token.ts';
import { createConversation } from '../../db/conversation/conversations.ts';
import { memberships, visitors } from '../../db/schema/schema.ts';
import { touchConversation } from '../../db/conversation/transcript.ts';
import { newId } from '../../domain/ids.ts';
import { cookieOf } from '../support/people/agent-client.ts';
import { eventually } from '../support/eventually.ts';
import { anotherApi } from '../support/stack/another-api.ts';
import { openStream, type OpenedStream } from '../support/streams/open-stream.ts';
import type { Product } from '../support/stack/product.ts';
import { startProduct } from '../support/stack/start-product.ts';
import { beginVisit } from '../support/people/visitor-client.ts';

let product: Product;

beforeAll(async () => {
  product = await startProduct({ worker: false });
});
afterAll(() => product?.[Symbol.asyncDispose]());

/** A visitor with a conversation in which nothing was said. */
async function visitor() {
  const { token } = await beginVisit(product);
  const { db } = product.database;
  const [row] = await db
    .select()
    .from(visitors)
    .where(eq(visitors.tokenHash, hashToken(token)));
  const conversationId = newId('cnv');
  const { id: visitorId, projectId } = row!;
  await createConversation(db, { id: conversationId, projectId, visitorId, page: null });
  const headers = { authorization: `Bearer ${token}` };
  return {
    conversationId,
    follow: () => openStream(product.url, 'visitor.events', { conversationId }, headers),
  };
}

let people = 0;

/** A colleague with a session of their own, and what they look at. */
async function colleague() {
  const { project, config, database } = product;
  const who = { email: `colleague${++people}@example.com`, name: 'Ben', password: 'nine green umbrellas' };
  const auth = createAuth({ db: database.db, config });
  const { id } = await ensureAgent(
    { db: database.db, auth },
    { ...who, projectId: project.id, role: 'agent' },
  );
  const cookie = await cookieOf(product, who, `198.51.100.${people}`);
  const list = (url = product.url) =>
    openStream(url, 'conversations.inboxEvents', { projectId: project.id }, { cookie });
  const read = (conversationId: string) =>
    openStream(product.url, 'conversations.transcriptEvents', { conversationId }, { cookie });
  const post = (path: string, body: object) =>
    fetch(`${product.url}/api/auth${path}`, {
      method: 'POST',
      headers: { cookie, origin: product.url, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  return { id, password: who.password, list, read, post };
}

/** Within a second of what ended it, as promised; the machine gets another two. */
const ended = async (streams: OpenedStream[]) => {
  await eventually('the streams to end', () => streams.every((each) => each.ended()));
  return new Set(streams.map((each) => each.refusal()));
};

describe('however many streams somebody opens', () => {
  it('the newest go on, the oldest are told not to come back, and no neighbour notices', async () => {
    const greedy = await visitor();
    const quiet = await (await visitor()).follow();
    const opened: OpenedStream[] = [];
    for (let times = 0; times < 12; times++) opened.push(await greedy.follow());
    expect(await ended(opened.slice(0, 4))).toEqual(new Set(['too_many_streams']));
    expect([quiet, ...opened.slice(4)].some((stream) => stream.ended())).toBe(false);
    for (const stream of [quiet, ...opened]) stream.close();
  });

  it('an address or a process that is full loses the oldest of whoever holds most', () => {
    const stream = (owner: string, address = 'office') => ({ owner, address, most: 1_000 });
    const office = [stream('ana'), ...Array.from({ length: 199 }, () => stream('script'))];
    const newest = stream('ben');
    expect(whomToClose([...office, newest], newest)).toBe(office[1]);
    const world = Array.from({ length: 2_000 }, (_, at) => stream(`person${at % 900}`, `address${at % 900}`));
    const one = stream('newcomer', 'elsewhere');
    expect(whomToClose([...world, one], one)).toBe(world[0]);
    expect(whomToClose([newest], newest)).toBeNull();
  });
});

describe('one change', () => {
  it('reaches everybody who looks', async () => {
    const watched = await visitor();
    const team = await colleague();
    // Whoever comes in is told to their team: not while events are counted.
    await noteSeen(product.database.db, [{ projectId: product.project.id, agentId: team.id }]);
    const streams = await Promise.all([
      ...Array.from({ length: 5 }, () => watched.follow()),
      team.read(watched.conversationId),
      team.list(),
    ]);
    await eventually('all to have what there is', () => streams.every((each) => each.events() === 1));
    await touchConversation(product.database.db, watched.conversationId);
    await eventually('all to hear of it', () => streams.every((each) => each.events() === 2));
    for (const stream of streams) stream.close();
  });

  it('is read once for all of them, and again for the next', async () => {
    const shared = new SharedReads();
    let read = 0;
    const reading = () => Promise.resolve(++read);
    const [first, next] = [{ kind: 'resync' } as const, { kind: 'resync' } as const];
    const all = await Promise.all(Array.from({ length: 500 }, () => shared.share(first, 'words', reading)));
    expect(new Set(all)).toEqual(new Set([1]));
    expect(await shared.share(first, 'words of another', reading)).toBe(2);
    expect(await shared.share(next, 'words', reading)).toBe(3);
    expect(await shared.share(null, 'words', reading)).toBe(4);
  });
});

describe('a stream ends with the right to it', () => {
  it('when its agent signs out, in every process', async () => {
    await using other = await anotherApi(product);
    const ben = await colleague();
    const bystander = await colleague();
    const kept = await bystander.list();
    const { conversationId } = await visitor();
    const streams = [await ben.list(), await ben.list(other.url), await ben.read(conversationId)];
    expect((await ben.post('/sign-out', {})).status).toBe(200);
    expect(await ended(streams)).toEqual(new Set(['signed_out']));
    expect(kept.ended()).toBe(false);
    kept.close();
  });

  it('when they are taken off the team', async () => {
    const ben = await colleague();
    const streams = [await ben.list(), await ben.read((await visitor()).conversationId)];
    await product.database.db.delete(memberships).where(eq(memberships.agentId, ben.id));
    expect(await ended(streams)).toEqual(new Set(['not_found']));
  });

  it('when the password is changed, and every other session ends too', async () => {
    const ben = await colleague();
    const streams = [await ben.list()];
    const change = { currentPassword: ben.password, newPassword: 'ten yellow bicycles' };
    expect((await ben.post('/change-password', change)).status).toBe(200);
    expect(await ended(streams)).toEqual(new Set(['signed_out']));
    expect((await ben.post('/update-user', { name: 'Mallory' })).status).toBe(401);
  });

  it('when the session runs out, which nobody announces', async () => {
    const ben = await colleague();
    const stream = await ben.list();
    const { db } = product.database;
    await db.execute(
      sql`update sessions set expires_at = now() - interval '1 second' where user_id = ${ben.id}`,
    );
    // What a lost connection to the feed does as well: whatever was announced meanwhile went unheard.
    await db.execute(sql`select pg_terminate_backend(pid) from pg_stat_activity where query ilike 'listen%'`);
    await eventually('the stream to end', () => stream.ended());
    expect(stream.refusal()).toBe('signed_out');
  });
});

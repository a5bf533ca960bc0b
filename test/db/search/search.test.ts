import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { listConversations } from '../../../db/inbox/list-conversations.ts';
import {
  customers,
  messages,
  projects,
  searchableWords,
  type conversations,
} from '../../../db/schema/schema.ts';
import { eraseConversations } from '../../../db/erasing/erase-conversations.ts';
import { scrubAddress } from '../../../db/erasing/scrub-address.ts';
import { newId, type AgentId, type ProjectId } from '../../../domain/ids.ts';
import { parseSearch } from '../../../domain/search/search-text.ts';
import { insertMessage } from '../../support/rows/insert-message.ts';
import { anotherConversation } from '../../support/rows/another-conversation.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';

const own = ownDatabase();

/** A project, and a conversation for each text, which is also its name here. */
async function said(...texts: string[]) {
  const { projectId, agentId } = await seedConversation(own.db);
  const ids = new Map<string, string>();
  for (const text of texts) ids.set(await begin({ projectId }, text), text);
  const find = async (search: string) =>
    (await found({ projectId, agentId }, search)).map(({ id }) => ids.get(id) ?? id).toSorted();
  return { projectId, agentId, find };
}

async function begin(
  { projectId, ...row }: { projectId: ProjectId } & Partial<typeof conversations.$inferInsert>,
  text: string,
) {
  const conversationId = await anotherConversation(own.db, { projectId, lastSeq: 1, ...row });
  await insertMessage(own.db, { projectId, conversationId, seq: 1, text });
  return conversationId;
}

const found = ({ projectId, agentId }: { projectId: ProjectId; agentId: AgentId }, search: string) =>
  listConversations(own.db, {
    ...{ projectId, agentId, lane: 'all', before: null, search: parseSearch(search) },
  });

describe('a search finds', () => {
  const TEXTS = [
    '注文した商品を返品したいのですが',
    'أريد إرجاع المصباح من فضلك',
    'อยากคืนสินค้าที่สั่งซื้อไว้',
    'Der Lampenschirm ist gerissen',
    'Where is order 48377-B?',
    'I want a refund for the torn shade',
    'We are studying the refunds policy',
    'Où est ma commande passée à Évry',
    'Как вернуть Лампу',
    '조명을 환불해 주세요',
    'ＡＢＣ１２３ full width',
    'A 100% discount_code, really',
  ];
  const [japanese, arabic, thai, german, order, refund, study, french, russian, korean, wide, signs] =
    TEXTS as [string, string, string, string, string, string, string, string, string, string, string, string];
  it.each([
    ['返品', [japanese]],
    ['商品を返', [japanese]],
    ['品', [japanese]],
    ['ارجاع', [arabic]],
    ['المصباح', [arabic]],
    ['คืนสินค้า', [thai]],
    ['คืน', [thai]],
    ['schirm', [german]],
    ['LAMPENSCHIRM', [german]],
    ['8377', [order]],
    ['48377-b', [order]],
    ['refund', [refund, study]],
    ['refunds', [refund, study]],
    ['study', [study]],
    ['shades', [refund]],
    ['refnud', [refund, study]],
    ['shhade', [refund]],
    ['evry', [french]],
    ['OU EST', [french]],
    ['лампу', [russian]],
    ['환불', [korean]],
    ['abc123', [wide]],
    ['100%', [signs]],
    ['discount_', [signs]],
    ['torn refund', [refund]],
    ['"refund for the torn"', [refund]],
    ['"torn refund"', []],
    ['torn schirm', []],
    ['zebra', []],
    ["'; drop table", []],
    ['\\', []],
  ])('“%s”', async (search, expected) => {
    const { find } = await said(...TEXTS);
    expect(await find(search)).toEqual(expected.toSorted());
  });

  it('words in the forms of the project’s own language', async () => {
    const { projectId, find } = await said('Die Zeitung kam nicht');
    expect(await find('Zeitungen')).toEqual([]);
    await own.db.update(projects).set({ language: 'german' }).where(eq(projects.id, projectId));
    expect(await find('Zeitungen')).toEqual(['Die Zeitung kam nicht']);
  });

  it.each([
    ['german', 'Häuser', 'Wir bauen ein Haus am See'],
    ['german', 'bestellungen', 'Meine Bestellung fehlt'],
    ['russian', 'заказами', 'Где мой заказ'],
    ['russian', 'доставки', 'Когда доставка приедет'],
    ['turkish', 'kitaplarımızdan', 'Bu kitap yırtık geldi'],
    ['turkish', 'SİPARİŞLERİ', 'Bir sipariş verdim'],
    ['french', 'remboursements', 'Je veux un remboursement'],
  ] as const)('in %s %s, where somebody wrote “%s”', async (language, search, text) => {
    const { projectId, find } = await said(text, 'Nothing of that');
    await own.db.update(projects).set({ language }).where(eq(projects.id, projectId));
    expect(await find(search)).toEqual([text]);
  });

  it.each(['german', 'turkish', 'simple'] as const)(
    'in a project of %s what has no stems as before',
    async (language) => {
      const { projectId, find } = await said(
        '注文した商品を返品したい',
        'อยากคืนสินค้า',
        'Order 48377-B',
        'Der Lampenschirm',
      );
      await own.db.update(projects).set({ language }).where(eq(projects.id, projectId));
      expect(await find('返品')).toEqual(['注文した商品を返品したい']);
      expect(await find('คืน')).toEqual(['อยากคืนสินค้า']);
      expect(await find('8377')).toEqual(['Order 48377-B']);
      expect(await find('schirm')).toEqual(['Der Lampenschirm']);
    },
  );

  it('a subject, a customer’s name and address, and words of several messages', async () => {
    const { projectId, agentId } = await said();
    const customerId = newId('cus');
    await own.db
      .insert(customers)
      .values({ id: customerId, projectId, email: 'ingrid@fjord.example', name: 'Ingrid Sølberg' });
    const id = await begin({ projectId, customerId, subject: 'Torn shade' }, 'Here is the photo');
    await insertMessage(own.db, {
      projectId,
      conversationId: id,
      seq: 2,
      text: 'A note of ours: the parcel',
      kind: 'note',
      audience: 'team',
    });
    for (const search of ['torn', 'solberg', 'ingrid@fjord', 'fjord photo', 'parcel solberg shade'])
      expect([search, (await found({ projectId, agentId }, search)).map((row) => row.id)]).toEqual([
        search,
        [id],
      ]);
  });
});

it('says which message has the words, the newest where several have as many', async () => {
  const { projectId, agentId } = await said();
  const conversationId = await begin({ projectId, lastSeq: 4 }, 'The shade came');
  for (const [at, text] of ['It is torn', 'The shade is torn here', 'The shade again'].entries())
    await insertMessage(own.db, { projectId, conversationId, seq: at + 2, text });
  const hitOf = async (search: string) => (await found({ projectId, agentId }, search))[0]?.hit;
  expect(await hitOf('shade torn')).toEqual({
    seq: 3,
    pieces: [
      { text: 'The ', found: false },
      { text: 'shade', found: true },
      { text: ' is ', found: false },
      { text: 'torn', found: true },
      { text: ' here', found: false },
    ],
  });
  expect((await hitOf('shade'))?.seq).toBe(4);
});

it('finds nothing of another project', async () => {
  const [mine, theirs] = [await said('A zebra here'), await said()];
  expect(await mine.find('zebra')).toEqual(['A zebra here']);
  for (const search of ['zebra', 'zeb', 'zerba', 'from:kim', 'kim'])
    expect(await theirs.find(search)).not.toContain('A zebra here');
});

it('forgets what is erased, scrubbed, withdrawn or moved away', async () => {
  const { projectId, agentId } = await said();
  const conversationId = await begin({ projectId }, 'Write to kim@zebra.example');
  const rows = () => own.db.$count(searchableWords, eq(searchableWords.projectId, projectId));
  const count = async (search: string) => (await found({ projectId, agentId }, search)).length;
  expect(await count('zebra')).toBe(1);
  await scrubAddress(own.db, { projectId, address: 'kim@zebra.example' });
  expect([await count('zebra'), await count('write')]).toEqual([0, 1]);
  await own.db.update(messages).set({ withdrawn: true }).where(eq(messages.conversationId, conversationId));
  expect(await count('write')).toBe(0);
  await own.db
    .update(messages)
    .set({ withdrawn: false, movedTo: newId('cnv') })
    .where(eq(messages.conversationId, conversationId));
  expect(await count('write')).toBe(0);
  await own.db.update(messages).set({ movedTo: null }).where(eq(messages.conversationId, conversationId));
  expect(await count('write')).toBe(1);
  const before = await rows();
  await eraseConversations(own.db, { projectId, ids: [conversationId], askedBy: null });
  expect([await rows(), await count('write')]).toEqual([before - 1, 0]);
});

it('never refuses what somebody says, however long or strange its words are', async () => {
  const { projectId, find } = await said();
  for (const text of [
    'ﷺ'.repeat(40_000),
    '返品'.repeat(40_000),
    'x'.repeat(60_000),
    '\u0301\u0640',
    '👩‍👩‍👧‍👦 '.repeat(9_000),
  ])
    await begin({ projectId }, text);
  expect(await find('返品')).toHaveLength(1);
});

import { sql } from 'drizzle-orm';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { arrangeArticles, deleteArticle, saveArticle } from '../../db/knowledge/articles.ts';
import { newId } from '../../domain/ids.ts';
import { eventually } from '../support/eventually.ts';
import { startFakeEmbeddings, type FakeEmbeddings } from '../support/model/fake-embeddings.ts';
import { killChild, startChildWorker } from '../support/stack/child-worker.ts';
import type { Product, ProductOptions } from '../support/stack/product.ts';
import { startProduct } from '../support/stack/start-product.ts';

const program = fileURLToPath(new URL('../faults/workers/embedding-worker.ts', import.meta.url));

let fake: FakeEmbeddings;
afterEach(() => fake.stop());

async function startWith(options: Parameters<typeof startFakeEmbeddings>[0], product: ProductOptions = {}) {
  fake = await startFakeEmbeddings(options);
  return startProduct({ ...product, env: { EMBEDDING_BASE_URL: fake.url, EMBEDDING_MODEL: 'spelt' } });
}

const section = (name: string) => `## ${name}\n\nAbout ${name}: what it is, and how it is used.`;

async function save(product: Product, title: string, names: string[], id = newId('art')) {
  const text = names.map(section).join('\n\n');
  await saveArticle(product.database.db, { id, projectId: product.project.id, title, text });
  return id;
}

async function kept({
  database,
}: Product): Promise<{ model: string | null; vectors: number; whole: boolean }> {
  const { rows } = await database.db.execute<{ model: string | null; vectors: number; whole: boolean }>(sql`
    select max(e.model) as model, (select count(*)::int from passage_embeddings) as vectors,
      coalesce(bool_and(e.docs_revision = p.docs_revision), false) as whole
    from projects p left join project_embeddings e on e.project_id = p.id`);
  return rows[0]!;
}

const whole = (product: Product) =>
  eventually(
    'every passage embedded',
    async () => ((await kept(product)).whole ? kept(product) : null),
    60_000,
  );

it('embeds what is new and nothing else, and forgets what no article says any more', async () => {
  await using product = await startWith({});
  const id = await save(product, 'Lamps', ['bulbs', 'shades', 'cords']);
  await save(product, 'Chairs', ['legs']);
  expect(await whole(product)).toEqual({ model: 'spelt', vectors: 4, whole: true });
  expect(fake.texts).toHaveLength(4);

  fake.texts.length = 0;
  await save(product, 'Lamps', ['bulbs', 'switches', 'cords'], id);
  await whole(product);
  expect(fake.texts).toEqual(['Lamps\nswitches\nAbout switches: what it is, and how it is used.']);
  expect((await kept(product)).vectors).toBe(4);

  await deleteArticle(product.database.db, { projectId: product.project.id, id });
  await whole(product);
  expect((await kept(product)).vectors).toBe(1);
});

it('embeds no article that answers nobody, and one that answers again as ever', async () => {
  await using product = await startWith({});
  const { db } = product.database;
  const projectId = product.project.id;
  const lamps = await save(product, 'Lamps', ['bulbs']);
  const chairs = await save(product, 'Chairs', ['legs']);
  const secrets = await save(product, 'Secrets', ['doors']);
  await arrangeArticles(db, { projectId, ids: [lamps], enabled: false });
  await arrangeArticles(db, { projectId, ids: [secrets], audience: 'agents' });
  await whole(product);
  expect((await kept(product)).vectors).toBe(1);
  await arrangeArticles(db, { projectId, ids: [lamps], enabled: true });
  await arrangeArticles(db, { projectId, ids: [chairs], audience: 'identified' });
  await whole(product);
  expect((await kept(product)).vectors).toBe(2);
});

it('goes on where a killed worker stopped, and asks for nothing twice that was kept', async () => {
  await using product = await startWith({}, { worker: false });
  const names = Array.from({ length: 70 }, (_, at) => `part ${at}`);
  await save(product, 'Parts', names);
  fake.script('answer', 'hang');
  const child = await startChildWorker(product, program, [fake.url]);
  await eventually('a batch that hangs', () => fake.requests === 2, 60_000);
  const before = fake.texts.slice(0, 32);
  await killChild(child);
  await product.startWorker();
  await whole(product);
  const times = before.map((text) => fake.texts.filter((each) => each === text).length);
  expect(new Set(times)).toEqual(new Set([1]));
  expect(await kept(product)).toMatchObject({ vectors: 70, model: 'spelt' });
});

it('waits as long as a busy endpoint asks for', async () => {
  await using product = await startWith({});
  fake.script({ status: 429, headers: { 'retry-after': '3' } });
  const begun = performance.now();
  await save(product, 'Lamps', ['bulbs']);
  await whole(product);
  expect(performance.now() - begun).toBeGreaterThan(3_000);
  expect(fake.requests).toBe(2);
});

it('asks an endpoint without embeddings once, however often the docs change', async () => {
  await using product = await startWith({ offered: false });
  await save(product, 'Lamps', ['bulbs']);
  const noted = async () => {
    const { rows } = await product.database.db.execute(
      sql`select 1 from project_embeddings where unavailable_until > now()`,
    );
    return rows.length === 1;
  };
  await eventually('the note that it does not embed', noted, 60_000);
  await save(product, 'Chairs', ['legs']);
  await save(product, 'Tables', ['tops']);
  const { client, project } = product;
  const workflow = client.workflow.getHandle(`embeddings/${project.id}`);
  await workflow.result();
  expect(fake.requests).toBe(1);
  expect(await kept(product)).toMatchObject({ vectors: 0, model: null });
});

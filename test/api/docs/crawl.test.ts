import { eq } from 'drizzle-orm';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { listArticles } from '../../../db/knowledge/articles.ts';
import { listSources, listUnread } from '../../../db/knowledge/sources.ts';
import { crawledPages } from '../../../db/schema/schema.ts';
import { newId, type SourceId } from '../../../domain/ids.ts';
import { eventually } from '../../support/eventually.ts';
import { html, page, redirect, startDocsSite, type DocsSite } from '../../support/outside/docs-site.ts';
import { signIn } from '../../support/people/agent-client.ts';
import { killChild, startChildWorker } from '../../support/stack/child-worker.ts';
import { startProduct } from '../../support/stack/start-product.ts';

const CRAWL_WORKER = fileURLToPath(new URL('../../faults/workers/crawl-worker.ts', import.meta.url));

async function reading(site: DocsSite, options: { worker?: boolean } = {}) {
  const product = await startProduct({ ...options, env: { SOURCE_HOSTS: site.host } });
  const client = await signIn(product);
  const { db } = product.database;
  const projectId = product.project.id;
  const sourceOf = async (id: SourceId) => (await listSources(db, projectId)).find((each) => each.id === id);
  return {
    ...{ product, client, db, projectId, sourceOf },
    add: async (more: { filter?: string; kind?: 'site' | 'page'; address?: string } = {}) => {
      const id = newId('src');
      const source = {
        kind: 'site',
        filter: '',
        schedule: 'never',
        audience: 'everyone',
        folder: '',
      } as const;
      await client.sources.add.mutate({ projectId, id, ...source, address: `${site.url}/docs/`, ...more });
      return id;
    },
    act: (id: SourceId, act: 'readNow' | 'pause' | 'resume' | 'stop') =>
      client.sources.act.mutate({ projectId, id, act, command: newId('msg') }),
    until: (id: SourceId, state: string) =>
      eventually(`the source to be ${state}`, async () => (await sourceOf(id))?.state === state, 60_000),
    again: async (id: SourceId) => {
      const before = (await sourceOf(id))?.readAt;
      await client.sources.act.mutate({ projectId, id, act: 'readNow', command: newId('msg') });
      await eventually('it to be read again', async () => {
        const now = await sourceOf(id);
        return now?.state === 'idle' && now.readAt !== before;
      });
    },
    articles: () => listArticles(db, projectId),
    unread: (id: SourceId) => listUnread(db, { projectId, id }, 100),
    [Symbol.asyncDispose]: () => product[Symbol.asyncDispose](),
  };
}

const words = (of: string) =>
  `<h2>About ${of}</h2><p>What there is to know about ${of} takes some sentences, of which this is the first one. The second one is here as well.</p>`;

/** A start page with links to so many others. */
function manyPages(count: number) {
  const numbers = Array.from({ length: count }, (_, at) => at + 1);
  const links = numbers.map((each) => `<a href="/docs/page-${each}">Page ${each}</a>`).join(' ');
  return {
    '/docs/': html(page('Start', words('everything') + links)),
    ...Object.fromEntries(
      numbers.map((each) => [`/docs/page-${each}`, html(page(`Page ${each}`, words(`number ${each}`)))]),
    ),
  };
}

it('reads a site by its links and its sitemap: redirects once, robots obeyed, a huge page left out, nothing else of the host', async () => {
  const sitemap = `<?xml version="1.0"?><urlset><url><loc>HOST/docs/only-in-sitemap</loc></url><url><loc>HOST/blog/other</loc></url></urlset>`;
  await using site = await startDocsSite({
    '/docs/': html(
      page(
        'Start',
        `${words('everything')}<a href="returns?utm_source=x#top">Returns</a> <a href="/docs/old">Old</a> <a href="/docs/secret">No</a>
         <a href="/docs/huge">Huge</a> <a href="/blog/other">Blog</a> <a href="https://other.example/">Away</a> <a href="/docs/hidden">Hidden</a>
         <a href="/docs/copy">Copy</a> <a href="/docs/away">Away</a>`,
      ),
    ),
    '/docs/returns': html(page('Returns', words('returns'))),
    '/docs/old': redirect('/docs/returns'),
    '/docs/away': redirect('http://169.254.169.254/latest/meta-data'),
    '/docs/copy': html(page('Returns', words('returns'), '<link rel="canonical" href="/docs/returns">')),
    '/docs/hidden': html(page('Hidden', words('hidden'), '<meta name="robots" content="noindex">')),
    '/docs/only-in-sitemap': html(page('Only in the sitemap', words('maps'))),
    '/docs/huge': (res) => {
      res.writeHead(200, { 'Content-Type': 'text/html' });
      res.end('x'.repeat(11_000_000));
    },
    '/docs/secret': html(page('Secret', words('secrets'))),
    '/robots.txt': (res) =>
      void res.end('User-agent: *\nDisallow: /docs/secret\nUser-agent: Other\nDisallow: /\n'),
  });
  site.answer('/sitemap.xml', (res) => void res.end(sitemap.replaceAll('HOST', site.url)));
  await using rig = await reading(site);
  const id = await rig.add();
  await rig.until(id, 'idle');
  const articles = await rig.articles();
  expect(articles.map(({ title }) => title).sort()).toEqual(['Only in the sitemap', 'Returns', 'Start']);
  expect(await rig.sourceOf(id)).toMatchObject({ articles: 3 });
  expect(articles.find(({ title }) => title === 'Returns')).toMatchObject({
    sourceUrl: `${site.url}/docs/returns`,
    sourceId: id,
    language: 'english',
  });
  expect(site.asked.filter((path) => path === '/docs/secret' || path.startsWith('/blog'))).toEqual([]);
  expect(site.mostOpen()).toBe(1);
  expect([...site.agents]).toEqual([expect.stringMatching(/^Throughline\/1\.0 \(reads docs for http/)]);
  const unread = Object.fromEntries(
    (await rig.unread(id)).map(({ url, problem }) => [url.slice(site.url.length), problem]),
  );
  expect(unread).toEqual({
    '/docs/secret': 'The site’s robots.txt asks not to read it.',
    '/docs/huge': 'It is larger than 10 MB.',
    '/docs/hidden': 'The page asks not to be kept (noindex).',
    '/docs/copy': `It is the same page as ${site.url}/docs/returns.`,
    '/docs/away': 'It leads to http://169.254.169.254/latest/meta-data, which is not read.',
    '/docs/old': `It is the same page as ${site.url}/docs/returns.`,
  });
});

it('keeps what changed as a version, and asks about what vanished', async () => {
  await using site = await startDocsSite(manyPages(3));
  await using rig = await reading(site);
  const id = await rig.add();
  await rig.until(id, 'idle');
  const before = await rig.articles();
  site.answer('/docs/page-1', html(page('Page 1', words('another number'))));
  site.answer('/docs/page-3', (res) => void res.writeHead(500).end());
  site.remove('/docs/page-2');
  await rig.again(id);
  const after = new Map((await rig.articles()).map((each) => [each.title, each]));
  expect(after.size).toBe(4);
  expect([...after.values()].filter(({ vanishedAt }) => vanishedAt).map(({ title }) => title)).toEqual([
    'Page 2',
  ]);
  expect(after.get('Page 2')?.enabled).toBe(true);
  const changed = before.find(({ title }) => title === 'Page 1');
  const { projectId, client } = rig;
  const versions = await client.articles.versions.query({ projectId, id: changed!.id });
  expect(versions).toHaveLength(1);
  const { parts } = await client.articles.compare.query({
    projectId,
    id: changed!.id,
    versionId: versions[0]!.id,
  });
  expect(
    parts
      .filter(({ kind }) => kind === 'removed')
      .map(({ text }) => text)
      .join(''),
  ).toContain('number 1');
  expect(
    parts
      .filter(({ kind }) => kind === 'added')
      .map(({ text }) => text)
      .join(''),
  ).toContain('another number');
  await client.articles.settleVanished.mutate({ projectId, ids: [after.get('Page 2')!.id], keep: false });
  expect((await rig.articles()).find(({ title }) => title === 'Page 2')).toMatchObject({
    enabled: false,
    vanishedAt: null,
  });
});

it('rests when it is paused, goes on where it was, and stops', async () => {
  await using site = await startDocsSite(manyPages(40));
  site.delay(50);
  await using rig = await reading(site);
  const id = await rig.add();
  await eventually('some pages to be read', async () => site.asked.length > 5);
  await rig.act(id, 'pause');
  await rig.until(id, 'paused');
  const asked = site.asked.length;
  expect((await rig.articles()).length).toBeLessThan(41);
  expect(site.asked.length).toBeLessThanOrEqual(asked + 1);
  await rig.act(id, 'resume');
  await rig.until(id, 'idle');
  expect(await rig.articles()).toHaveLength(41);
  await expect(rig.act(id, 'pause')).rejects.toThrow('This source is not being read at the moment.');
});

it('goes on after its worker was killed, and writes nothing twice', async () => {
  await using site = await startDocsSite(manyPages(60));
  site.delay(30);
  await using rig = await reading(site, { worker: false });
  const child = await startChildWorker(rig.product, CRAWL_WORKER);
  const id = await rig.add();
  await eventually('it to be in the middle', async () => (await rig.articles()).length > 10, 30_000);
  await killChild(child);
  const known = (await rig.articles()).length;
  expect(known).toBeLessThan(61);
  await rig.product.startWorker();
  await rig.until(id, 'idle');
  const titles = (await rig.articles()).map(({ title }) => title);
  expect(new Set(titles).size).toBe(61);
  expect(titles).toHaveLength(61);
  const times = site.asked.filter((path) => path.startsWith('/docs/page-'));
  // The page that was under way is asked for again; what was written is not.
  expect(times.length).toBeLessThanOrEqual(61);
  const pages = await rig.db.select().from(crawledPages).where(eq(crawledPages.sourceId, id));
  expect(new Set(pages.map(({ state }) => state))).toEqual(new Set(['read']));
});

it('reads nothing of a private network, and says what to do about it', async () => {
  await using site = await startDocsSite(manyPages(1));
  await using product = await startProduct();
  const client = await signIn(product);
  const [projectId, id] = [product.project.id, newId('src')];
  const source = { kind: 'site', filter: '', schedule: 'never', audience: 'everyone', folder: '' } as const;
  await client.sources.add.mutate({ projectId, id, ...source, address: `${site.url}/docs/` });
  await eventually('the source to have failed', async () => {
    const [found] = await client.sources.list.query({ projectId });
    return found?.state === 'failed' && found.problem?.includes(`SOURCE_HOSTS=${site.host}`);
  });
  expect(site.asked).toEqual([]);
});

import { expect, it } from 'vitest';
import { faultsOf } from '../../support/browser/faults-of.ts';
import { InboxPage } from '../../support/browser/inbox-page.ts';
import { openBrowser } from '../../support/browser/browser.ts';
import { overflow } from '../../support/browser/overflow.ts';
import { eventually } from '../../support/eventually.ts';
import { html, page, redirect, startDocsSite } from '../../support/outside/docs-site.ts';
import { runProduct } from '../../support/stack/run-product.ts';
import { AGENT } from '../../support/stack/running-product.ts';

const words = (of: string) =>
  `<h2>About ${of}</h2><p>What there is to know about ${of} takes some sentences, of which this is the first one. The second one is here as well.</p>`;

type Pages = NonNullable<Parameters<typeof startDocsSite>[0]>;

/** As a site of two hundred pages is built: chapters that lead to their pages, of which some are reached by another address. */
const CHAPTERS = 10;
const PAGES_OF_CHAPTER = 18;
const chapters = Array.from({ length: CHAPTERS }, (_, at) => at + 1);
const pagesOf = (chapter: number) =>
  Array.from({ length: PAGES_OF_CHAPTER }, (_, at) => `chapter-${chapter}/page-${at + 1}`);
const links = (to: string[]) => to.map((each) => `<a href="/docs/${each}">${each}</a>`).join(' ');
/** Some megabytes of markup around a list of changes, as tools export it. */
const HUGE =
  `<p data-drawn="${'0123456789'.repeat(300)}">It became brighter, as in the version before.</p>`.repeat(
    1_500,
  );

/** A site with ten chapters, redirects, huge pages, what robots.txt keeps, and one about returns. */
function lanternDocs(): Pages {
  const above = ['returns', 'huge', 'larger', 'soon-gone', ...chapters.map((each) => `chapter-${each}/`)];
  return {
    '/docs/': html(
      page('Lantern docs', words('lanterns') + links([...above, 'moved', 'secret', 'internal/a'])),
    ),
    ...Object.fromEntries(
      chapters.flatMap((chapter): [string, Pages[string]][] => [
        [
          `/docs/chapter-${chapter}/`,
          html(
            page(
              `Chapter ${chapter}`,
              words(`chapter ${chapter}`) + links([...pagesOf(chapter), `old/page-${chapter}`]),
            ),
          ),
        ],
        [`/docs/old/page-${chapter}`, redirect(`/docs/chapter-${chapter}/page-1`)],
        ...pagesOf(chapter).map((each): [string, Pages[string]] => [
          `/docs/${each}`,
          html(page(`About ${each}`, words(each))),
        ]),
      ]),
    ),
    '/docs/returns': html(
      page(
        'Returns',
        '<h2>How long you can return a lantern</h2><p>You can return a lantern within 45 days after it arrived. We pay for the parcel inside the EU, and you get your money back within a week.</p>',
      ),
    ),
    '/docs/moved': redirect('/docs/returns'),
    '/docs/soon-gone': html(page('Soon gone', words('the past'))),
    '/docs/huge': html(page('All versions', HUGE)),
    '/docs/larger': (res) => void res.end('x'.repeat(11_000_000)),
    '/docs/secret': html(page('Secret', words('secrets'))),
    '/docs/internal/a': html(page('Internal', words('secrets'))),
    '/robots.txt': (res) =>
      void res.end('User-agent: *\nDisallow: /docs/secret\nDisallow: /docs/internal/\n'),
  };
}
/** The first page, three of those above (the fourth is too large), the chapters and their pages. */
const ARTICLES = 1 + 3 + CHAPTERS * (1 + PAGES_OF_CHAPTER);

it('reads a site while somebody watches, answers from it, cites it, and asks about the page that vanished', async () => {
  await using site = await startDocsSite(lanternDocs());
  await using product = await runProduct({ SOURCE_HOSTS: site.host });
  await using browser = await openBrowser();
  const agent = await browser.person({ viewport: { width: 1400, height: 900 } });
  await new InboxPage(agent).signIn(product.url, AGENT);
  await agent.getByRole('link', { name: 'Docs' }).click();

  await agent.getByRole('button', { name: 'Add source' }).click();
  await agent.getByRole('combobox', { name: 'Kind' }).selectOption('Website');
  await agent.getByRole('textbox', { name: 'Address' }).fill(`${site.url}/docs/`);
  expect(await faultsOf(agent)).toEqual([]);
  await agent.getByRole('button', { name: 'Add', exact: true }).click();
  await agent.getByText(/^Reading 127\.0\.0\.1:\d+: \d+ of \d+ pages/).waitFor();
  await agent.getByRole('button', { name: /^Pause/ }).click();
  await agent.getByText(/is paused/).waitFor();
  await agent.getByRole('button', { name: /^Go on/ }).click();
  await eventually(
    'all to be read',
    async () => (await agent.getByText(/^Reading |is paused/).count()) === 0,
  );
  const table = agent.getByRole('table', { name: 'Articles' });
  await table.getByRole('link', { name: 'Returns' }).waitFor();
  expect(await table.getByRole('row').count()).toBe(1 + ARTICLES);
  expect(await faultsOf(agent)).toEqual([]);

  const visitor = await browser.person();
  await visitor.goto(`${product.url}/demo`);
  await visitor.getByRole('button', { name: 'Open chat' }).click();
  await visitor.getByRole('textbox', { name: 'Message' }).fill('How long can I return a lantern?');
  await visitor.keyboard.press('Enter');
  await visitor
    .getByText(/within 45 days/)
    .first()
    .waitFor();
  const citation = visitor.getByRole('list', { name: 'Sources' }).getByRole('link', { name: 'Returns' });
  const [source] = await Promise.all([visitor.context().waitForEvent('page'), citation.click()]);
  await source.getByRole('heading', { name: 'How long you can return a lantern' }).waitFor();
  expect(source.url()).toBe(`${site.url}/docs/returns`);
  expect(site.asked.filter((each) => /secret|internal/.test(each))).toEqual([]);

  site.remove('/docs/soon-gone');
  await agent.getByRole('button', { name: /^127\.0\.0\.1/ }).click();
  await agent.getByText(/not read$/).click();
  await agent.getByText('It is larger than 10 MB.').waitFor();
  expect(await agent.getByText('The site’s robots.txt asks not to read it.').count()).toBe(2);
  await agent.getByRole('button', { name: 'Read now' }).click();
  await agent.getByRole('heading', { name: 'One article is no longer at its source' }).waitFor();
  await agent.getByRole('button', { name: 'Switch off Soon gone' }).click();
  await eventually(
    'it to be off',
    async () => !(await table.getByRole('switch', { name: 'Soon gone' }).isChecked()),
  );

  await agent.getByRole('searchbox', { name: 'Search the docs' }).fill('money back');
  await eventually('one to be found', async () => (await table.getByRole('row').count()) === 2);
  await agent.setViewportSize({ width: 390, height: 844 });
  expect(await overflow(agent)).toBe(0);
}, 240_000);

import { isProbablyReaderable, Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { htmlToMarkdown } from './html-to-markdown.ts';
import { nothing, oneArticle, type Parsed } from './parsed.ts';

type Document = ReturnType<typeof parseHTML>['document'];

/** Less is a page's frame around nothing. */
const LEAST_TEXT = 120;
/** A page of the web has some thousand; beyond this Readability takes seconds. */
const MOST_ELEMENTS = 60_000;
const MOST_LINKS = 2_000;

const CONTENT = 'main, [role="main"], article, #content, .markdown-body';
const FRAME =
  'nav, aside, footer, form, dialog, script, style, noscript, template, svg, [role="navigation"], [role="search"], [role="banner"], [aria-hidden="true"], [hidden], .toc, .breadcrumb, .breadcrumbs, .sidebar';

/** A page's own content without the site around it, and where it leads. */
export function parseHtml(html: string, address: string): Parsed {
  const { document } = parseHTML(html);
  if (!document.documentElement) return nothing('It holds no text.');
  if (document.querySelectorAll('*').length > MOST_ELEMENTS)
    return nothing('It has too many parts to be a page of docs.');
  const base = baseOf(document, address);
  const rules = (
    document.querySelector('meta[name="robots" i]')?.getAttribute('content') ?? ''
  ).toLowerCase();
  const links = /nofollow|none/.test(rules) ? [] : linksOf(document, base);
  const canonical = absolute(document.querySelector('link[rel="canonical" i]')?.getAttribute('href'), base);
  if (/noindex|none/.test(rules)) return { ...nothing('The page asks not to be kept (noindex).'), links };
  const title = titleOf(document, address);
  const article = oneArticle(title, withoutTitle(htmlToMarkdown(contentOf(document, base)), title));
  return { ...article, links, canonical };
}

function baseOf(document: Document, address: string): string {
  return absolute(document.querySelector('base')?.getAttribute('href'), address) ?? address;
}

function absolute(href: string | null | undefined, base: string): string | null {
  return href && URL.canParse(href, base) ? new URL(href, base).href : null;
}

function linksOf(document: Document, base: string): string[] {
  const found = new Set<string>();
  for (const link of document.querySelectorAll('a[href]')) {
    if (found.size >= MOST_LINKS) break;
    const url = /nofollow/i.test(link.getAttribute('rel') ?? '')
      ? null
      : absolute(link.getAttribute('href'), base);
    if (url) found.add(url);
  }
  return [...found];
}

/** What the page calls itself: its one first heading, else its title without the site's name. */
function titleOf(document: Document, address: string): string {
  const words = (text: string | null | undefined) =>
    (text ?? '')
      .replace(/[¶#§]\s*$/, '')
      .replace(/\s+/g, ' ')
      .trim();
  const heading = words(document.querySelector('main h1, article h1, h1')?.textContent);
  const said = words(
    document.querySelector('meta[property="og:title"]')?.getAttribute('content') ?? document.title,
  );
  const short = said.split(/\s[|·–—]\s/)[0] ?? said;
  return (heading || short || new URL(address).pathname).slice(0, 200);
}

/** The element that says it is the content; else what Readability takes for it; else the body. */
function contentOf(document: Document, base: string): string {
  for (const link of document.querySelectorAll('a[href]')) {
    const href = link.getAttribute('href') ?? '';
    if (!href.startsWith('#')) link.setAttribute('href', absolute(href, base) ?? '');
  }
  const said = document.querySelector(CONTENT);
  if (said) {
    for (const part of said.querySelectorAll(FRAME)) part.remove();
    if ((said.textContent ?? '').trim().length >= LEAST_TEXT) return said.innerHTML;
  }
  if (isProbablyReaderable(document)) {
    const copy = document.cloneNode(true) as Document;
    const read = new Readability(copy, { charThreshold: LEAST_TEXT, maxElemsToParse: MOST_ELEMENTS }).parse();
    if (read?.content && (read.textContent ?? '').trim().length >= LEAST_TEXT) return read.content;
  }
  for (const part of document.querySelectorAll(FRAME)) part.remove();
  return document.body?.innerHTML ?? '';
}

/** The article's own title is not repeated at its beginning. */
function withoutTitle(text: string, title: string): string {
  const [first = '', ...others] = text.split('\n');
  return first
    .replace(/^#\s+/, '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .trim() === title
    ? others.join('\n').trim()
    : text;
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import { findPublicArticle } from '../../db/knowledge/articles.ts';
import { idSchema } from '../../domain/contract/schemas.ts';
import { parseMarkdown } from '../../domain/markdown/markdown.ts';
import { markdownToHtml } from '../../domain/markdown/markdown-to-html.ts';
import { escapeHtml } from '../../domain/text/escape-html.ts';
import { respondRefusal } from '../http/respond.ts';
import { Refusal } from '../../domain/errors.ts';
import { clientAddress } from '../http/client-address.ts';
import type { ApiDependencies } from '../rpc/context.ts';

const articleId = idSchema('art');

/** Nothing runs, nothing is loaded, nothing is sent: what a page of the web said is shown as words. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** `GET /articles/<id>`: a plain page of an article that everybody may read. What a citation opens when there is no source. */
export function createArticlePages(deps: ApiDependencies) {
  return async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    try {
      await deps.limits.openCall(clientAddress(req, deps.config));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return respondRefusal(res, error);
    }
    const { pathname } = new URL(req.url ?? '/', 'http://api');
    const id = articleId.safeParse(pathname.slice('/articles/'.length));
    const found = id.success ? await findPublicArticle(deps.db, id.data) : null;
    res.setHeader('Content-Security-Policy', POLICY);
    res.writeHead(found ? 200 : 404, {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-cache',
    });
    res.end(req.method === 'HEAD' ? undefined : page(found ?? GONE));
  };
}

interface Shown {
  project: string;
  title: string;
  text: string;
  sourceUrl: string | null;
}

const GONE: Shown = {
  project: '',
  title: 'This article is not here any more',
  text: 'It was taken back, or its address is not complete.',
  sourceUrl: null,
};

function page({ project, title, text, sourceUrl }: Shown): string {
  const source = sourceUrl
    ? `<p><a href="${escapeHtml(sourceUrl)}" rel="noopener noreferrer">${escapeHtml(sourceUrl)}</a></p>`
    : '';
  return `<!doctype html>
<html lang="und">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${escapeHtml(title)}${project ? ` · ${escapeHtml(project)}` : ''}</title>
    <style>${STYLE}</style>
  </head>
  <body>
    <main dir="auto">
      ${project ? `<p class="project"><bdi>${escapeHtml(project)}</bdi></p>` : ''}
      <h1 dir="auto">${escapeHtml(title)}</h1>
      ${markdownToHtml(parseMarkdown(text))}
      ${source}
    </main>
  </body>
</html>
`;
}

const STYLE = `
      :root { color-scheme: light dark; }
      body { font: 1rem/1.6 system-ui, sans-serif; margin: 0; color: light-dark(#1d2422, #e6ebe8); background: light-dark(#fff, #161b19); }
      main { box-sizing: border-box; max-width: 44rem; margin: 0 auto; padding: 2rem 1rem 4rem; overflow-wrap: anywhere; }
      h1 { font-size: 1.6rem; line-height: 1.25; text-wrap: balance; }
      a { color: light-dark(#0b6650, #6fd0b0); }
      pre { padding: .75rem; border-radius: 8px; background: light-dark(#f1f4f2, #202624); overflow-x: auto; }
      table { border-collapse: collapse; }
      .project { color: light-dark(#5b6661, #a3aea8); margin: 0; }
    `;

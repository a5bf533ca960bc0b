import { existsSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import sirv, { type Options } from 'sirv';
import { isInboxPage } from '../../domain/inbox-sections.ts';
import { projectFile } from '../../project-file.ts';

type Serve = (req: IncomingMessage, res: ServerResponse, next: () => void) => void;

const dist = (folder: string) => projectFile(`dist/${folder}`);

/** Hashed names never change their content; everything else is asked for again. */
function cacheFor(res: ServerResponse, pathname: string): void {
  const hashed = /-[\w-]{8}\.\w+$/.test(pathname);
  res.setHeader('Cache-Control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
}

/** Without a build there is nothing to serve; the api itself works all the same. */
function serve(folder: string, options: Options): Serve {
  if (!existsSync(dist(folder))) return (_req, _res, next) => next();
  return sirv(dist(folder), { gzip: true, brotli: true, ...options });
}

/** The inbox's files; each of its own addresses is the app itself, which has a router. */
export function serveInbox(): Serve {
  const files = serve('web', { etag: true, setHeaders: cacheFor });
  return (req, res, next) => {
    if (isInboxPage((req.url ?? '/').split('?', 1)[0] ?? '/')) req.url = '/';
    return files(req, res, next);
  };
}

/** The widget's files, for any site: `/widget.js` is the loader, and what it loads lies below `/widget/`. */
export function serveWidget(): Serve {
  const files = serve('widget', {
    etag: true,
    setHeaders: (res, pathname) => {
      cacheFor(res, pathname);
      res.setHeader('Access-Control-Allow-Origin', '*');
      res.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
    },
  });
  return (req, res, next) => {
    req.url = (req.url ?? '').replace(/^\/widget\//, '/');
    return files(req, res, next);
  };
}

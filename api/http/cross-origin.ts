import type { IncomingMessage, ServerResponse } from 'node:http';
import { ownOrigins } from './own-origins.ts';

/** A browser asks again after a day; a change of the headers below is a change of this code. */
const PREFLIGHT_SECONDS = '86400';

/**
 * The widget lives on other people's sites: their pages may call its procedures, without cookies. Which sites a project
 * allows is checked where the project is known; everything else of the api answers its own origin only.
 */
export function allowWidgetOrigin(req: IncomingMessage, res: ServerResponse): void {
  const { origin } = req.headers;
  if (!origin) return;
  res.setHeader('Access-Control-Allow-Origin', origin);
  res.setHeader('Vary', 'Origin');
  res.setHeader('Access-Control-Allow-Headers', 'authorization, content-type');
  res.setHeader('Access-Control-Allow-Methods', 'GET, POST');
  res.setHeader('Access-Control-Max-Age', PREFLIGHT_SECONDS);
}

/**
 * True when a page of another origin tries to use an agent's cookie. Browsers say so themselves; those that do not (old ones,
 * and any over plain http) still say where a page comes from, and what names neither is no browser's cross-site request.
 */
export function isForeignRequest(req: IncomingMessage, config: { publicUrl: string }): boolean {
  const site = req.headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const { origin, host } = req.headers;
  if (origin === undefined || ownOrigins(config.publicUrl).includes(origin)) return false;
  return !URL.canParse(origin) || new URL(origin).host !== host;
}

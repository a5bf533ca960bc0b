import type { IncomingMessage, ServerResponse } from 'node:http';
import { findMailForAgent, findMailSource } from '../../../db/mail/inbound/original-mail.ts';
import { asDownload } from '../../../domain/files/content-disposition.ts';
import { idSchema } from '../../../domain/contract/schemas.ts';
import { bearerOf, sessionAgent, type ApiDependencies } from '../../rpc/context.ts';
import { isForeignRequest } from '../../http/cross-origin.ts';
import { setContentHeaders } from '../../files/content-headers.ts';
import { respondJson } from '../../http/respond.ts';
import { drawMail } from './draw-mail.ts';
import { FRAME_POLICY, frameDocument } from './frame-document.ts';

const emailId = idSchema('eml');

/**
 * `GET /mails/<id>/html[?images=remote]`: a mail as it was sent, for the inbox's frame.
 * `GET /mails/<id>/source`: the raw mail, to be saved.
 * For agents of its project only; a foreign mail and a missing one look the same.
 */
export function createMailRoutes(deps: ApiDependencies) {
  return async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(req.url ?? '/', 'http://api');
    const [, text, form] = /^\/mails\/([^/]+)\/(html|source)$/.exec(pathname) ?? [];
    const id = emailId.safeParse(text);
    const agent = isForeignRequest(req, deps.config) ? null : await sessionAgent(deps.auth, req);
    const mail =
      id.success && agent && (await findMailForAgent(deps.db, { id: id.data, ...bearerOf(deps, agent) }));
    if (req.method !== 'GET' || !mail) return respondJson(res, 404, { error: 'not_found' });
    if (form === 'source') return serveSource(deps, mail.id, res);
    const drawn = await drawMail(
      deps.db,
      { id: mail.id, html: mail.html ?? '' },
      {
        remoteImages: searchParams.get('images') === 'remote',
        secret: deps.config.sessionSecret,
        now: new Date(),
      },
    );
    respondFrame(res, frameDocument(drawn.html));
  };
}

export function respondFrame(res: ServerResponse, document: string): void {
  res.setHeader('Content-Security-Policy', FRAME_POLICY);
  res.setHeader('X-Frame-Options', 'SAMEORIGIN');
  res.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'private, no-store' });
  res.end(document);
}

async function serveSource(
  deps: ApiDependencies,
  id: Parameters<typeof findMailSource>[1],
  res: ServerResponse,
) {
  const source = await findMailSource(deps.db, id);
  if (!source) return respondJson(res, 404, { error: 'not_found' });
  setContentHeaders(res, { embeddable: false });
  res.setHeader('Content-Disposition', asDownload(`${id}.eml`));
  res.writeHead(200, { 'Content-Type': 'message/rfc822' }).end(source);
}

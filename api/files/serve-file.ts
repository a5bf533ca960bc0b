import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  findAttachment,
  findAttachmentForAgent,
  readPieces,
  type StoredAttachment,
} from '../../db/files/attachments.ts';
import { withinDatabaseTime } from '../../db/connection/database-time.ts';
import { isRasterImage } from '../../domain/files/attachment.ts';
import { asDownload } from '../../domain/files/content-disposition.ts';
import type { AttachmentId } from '../../domain/ids.ts';
import { isSigned } from '../../domain/files/signed-link.ts';
import { bearerOf, sessionAgent, type ApiDependencies } from '../rpc/context.ts';
import { DATABASE_MS } from '../rpc/database-budget.ts';
import { isForeignRequest } from '../http/cross-origin.ts';
import { respondJson } from '../http/respond.ts';
import { setContentHeaders } from './content-headers.ts';

/**
 * `GET /attachments/<id>`: the file, to be saved, for an agent of its project or with a signed link.
 * `GET /attachments/<id>/image`: a raster picture, to be drawn in a mail's frame, with a signed link only.
 */
export async function serveFile(
  deps: ApiDependencies,
  wanted: { id: AttachmentId; asImage: boolean; query: URLSearchParams },
  { req, res }: { req: IncomingMessage; res: ServerResponse },
): Promise<void> {
  const file = await findGranted(deps, wanted, req);
  if (!file || (wanted.asImage && !isRasterImage(file.contentType))) {
    return respondJson(res, 404, { error: 'not_found' });
  }
  setContentHeaders(res, { embeddable: wanted.asImage });
  res.setHeader('Content-Type', file.contentType);
  res.setHeader('Content-Length', file.size);
  if (!wanted.asImage) res.setHeader('Content-Disposition', asDownload(file.name));
  await pipeline(Readable.from(inTime(readPieces(deps.db, file.id))), res).catch((error: unknown) => {
    // A reader who went away is none of our failures.
    if (!res.destroyed) throw error;
  });
}

/** Each piece has time of its own: how long all of them take is up to whoever reads. */
async function* inTime(pieces: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  for (;;) {
    const next = await withinDatabaseTime(DATABASE_MS, () => pieces.next());
    if (next.done) return;
    yield next.value;
  }
}

async function findGranted(
  deps: ApiDependencies,
  { id, asImage, query }: { id: AttachmentId; asImage: boolean; query: URLSearchParams },
  req: IncomingMessage,
): Promise<StoredAttachment | null> {
  const purpose = asImage ? 'inline-image' : 'download';
  if (query.has('signature') || asImage) {
    const granted = isSigned({ purpose, subject: id, query, now: new Date() }, deps.config.sessionSecret);
    return granted ? findAttachment(deps.db, id) : null;
  }
  if (isForeignRequest(req, deps.config)) return null;
  const agent = await sessionAgent(deps.auth, req);
  return agent && findAttachmentForAgent(deps.db, { id, ...bearerOf(deps, agent) });
}

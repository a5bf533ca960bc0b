import type { IncomingMessage, ServerResponse } from 'node:http';
import { isSigned } from '../../../domain/files/signed-link.ts';
import type { ApiDependencies } from '../../rpc/context.ts';
import { setContentHeaders } from '../../files/content-headers.ts';
import { respondJson } from '../../http/respond.ts';
import { fetchImage } from './fetch-image.ts';

/** `GET /remote-image?url=…&expires=…&signature=…`: a picture that a mail names, for the mail's frame. */
export function createRemoteImageRoute({ config }: Pick<ApiDependencies, 'config'>) {
  return async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const { searchParams: query } = new URL(req.url ?? '/', 'http://api');
    const url = query.get('url') ?? '';
    const link = { purpose: 'remote-image' as const, subject: url, query, now: new Date() };
    if (req.method !== 'GET' || !isSigned(link, config.sessionSecret)) {
      return respondJson(res, 404, { error: 'not_found' });
    }
    const image = await fetchImage(url);
    if (!image) return respondJson(res, 404, { error: 'not_found' });
    setContentHeaders(res, { embeddable: true });
    res.writeHead(200, { 'Content-Type': image.contentType }).end(image.bytes);
  };
}

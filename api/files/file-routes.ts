import type { IncomingMessage, ServerResponse } from 'node:http';
import { idSchema } from '../../domain/contract/schemas.ts';
import { Refusal } from '../../domain/errors.ts';
import type { ApiDependencies } from '../rpc/context.ts';
import { respondJson, respondRefusal } from '../http/respond.ts';
import { serveFile } from './serve-file.ts';
import { takeUpload } from './take-upload.ts';

const attachmentId = idSchema('att');

/** Everything below `/attachments/`. */
export function createFileRoutes(deps: ApiDependencies) {
  return async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const { pathname, searchParams: query } = new URL(req.url ?? '/', 'http://api');
    const [, text, image] = /^\/attachments\/([^/]+)(\/image)?$/.exec(pathname) ?? [];
    const id = attachmentId.safeParse(text);
    if (!id.success) return respondJson(res, 404, { error: 'not_found' });
    try {
      if (req.method === 'PUT' && !image) return await takeUpload(deps, { id: id.data, query }, { req, res });
      if (req.method !== 'GET' && req.method !== 'HEAD')
        return respondJson(res, 405, { error: 'method_not_allowed' });
      await serveFile(deps, { id: id.data, asImage: image !== undefined, query }, { req, res });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      respondRefusal(res, error);
    }
  };
}

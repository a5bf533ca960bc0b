import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { findProjectOfToken } from '../../db/knowledge/docs-tokens.ts';
import { deleteExternal, putExternal } from '../../db/knowledge/external-articles.ts';
import { Refusal } from '../../domain/errors.ts';
import { ARTICLE_AUDIENCES } from '../../domain/knowledge/sources/source.ts';
import { MAX_ARTICLE, MAX_ARTICLE_TITLE, MAX_FOLDER, MAX_PAGE_URL } from '../../domain/limits.ts';
import { storableJson } from '../../domain/text/storable-text.ts';
import { clientAddress } from '../http/client-address.ts';
import { respondJson, respondRefusal } from '../http/respond.ts';
import { readBytes } from '../files/read-bytes.ts';
import type { ApiDependencies } from '../rpc/context.ts';
import { hashToken } from '../sign-in/visitor-token.ts';

/** A million characters in four bytes each, and their JSON. */
const MAX_BYTES = 5_000_000;

const externalId = z.string().min(1).max(200);
const article = z.strictObject({
  title: z.string().trim().min(1).max(MAX_ARTICLE_TITLE),
  text: z.string().trim().min(1).max(MAX_ARTICLE),
  url: z
    .url({ protocol: /^https?$/ })
    .max(MAX_PAGE_URL)
    .nullish(),
  audience: z.enum(ARTICLE_AUDIENCES).optional(),
  folder: z.string().trim().max(MAX_FOLDER).optional(),
});

/**
 * `PUT /api/articles/<your id>` with `{ title, text, url?, audience?, folder? }` writes an article, new or over the old one;
 * `DELETE` removes it. Both with `Authorization: Bearer <the project's token>`, and both may be repeated.
 */
export function createArticlesApi(deps: ApiDependencies) {
  return async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    try {
      respondJson(res, 200, await answer(deps, req));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      respondRefusal(res, error);
    }
  };
}

async function answer(deps: ApiDependencies, req: IncomingMessage): Promise<object> {
  const token = /^Bearer ([\w-]{43})$/.exec(req.headers.authorization ?? '')?.[1];
  const projectId = token ? await findProjectOfToken(deps.db, hashToken(token)) : null;
  if (!projectId) {
    await deps.limits.wrongToken(clientAddress(req, deps.config));
    throw new Refusal('signed_out', 'The token is missing or wrong. An admin makes one under Docs.');
  }
  const id = externalId.safeParse(idIn(req.url ?? ''));
  if (!id.success)
    throw new Refusal(
      'bad_input',
      'The address ends with your own id of the article, at most 200 characters.',
    );
  if (req.method === 'DELETE')
    return { deleted: await deleteExternal(deps.db, { projectId, externalId: id.data }) };
  const body = await readBytes(req, MAX_BYTES);
  if (!body) throw new Refusal('too_large');
  const read = article.safeParse(jsonOf(body));
  if (!read.success) throw new Refusal('bad_input', sentenceOf(read.error));
  const { url, ...content } = read.data;
  return putExternal(deps.db, { projectId, externalId: id.data, sourceUrl: url ?? null, ...content });
}

function idIn(address: string): string {
  const { pathname } = new URL(address, 'http://api');
  try {
    return decodeURIComponent(pathname.slice('/api/articles/'.length));
  } catch {
    return '';
  }
}

function jsonOf(body: Buffer): unknown {
  try {
    return storableJson(JSON.parse(body.toString('utf8')));
  } catch {
    return null;
  }
}

function sentenceOf({ issues }: z.ZodError): string {
  const [first] = issues;
  const where = first?.path.join('.');
  return where ? `${where}: ${first?.message ?? ''}` : 'The body has to be JSON with a title and a text.';
}

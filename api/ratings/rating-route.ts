import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { findRateable } from '../../db/ratings/ratings.ts';
import { Refusal } from '../../domain/errors.ts';
import type { MessageId } from '../../domain/ids.ts';
import { MAX_COMMENT } from '../../domain/limits.ts';
import { parseRatingToken, verifyRatingKey, type RatingKey } from '../../domain/mail/address/rating-token.ts';
import { SCORES } from '../../domain/ratings/rating.ts';
import { storableJson } from '../../domain/text/storable-text.ts';
import { clientAddress } from '../http/client-address.ts';
import { respondRefusal } from '../http/respond.ts';
import { readBody } from '../mail/webhook/read-body.ts';
import type { ApiDependencies } from '../rpc/context.ts';
import { questionPage, sentencePage } from './rating-page.ts';
import { RATING_PAGE_WORDS, type RatingPageWords } from './rating-words.ts';

/** A comment of the longest kind, percent-encoded. */
const MAX_BYTES = 12 * MAX_COMMENT;

const form = z.object({
  score: z.enum(SCORES),
  comment: z.string().trim().max(MAX_COMMENT).default(''),
});

/**
 * `GET /rate/<token>`: the question; following a link rates nothing, because mail scanners follow links. `POST`: the answer.
 * The link is signed, of one conversation, and good for a month; it opens nothing else.
 */
export function createRatingRoute(deps: ApiDependencies) {
  return async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    try {
      await answer(deps, req, res);
    } catch (error) {
      if (!(error instanceof Refusal) || res.headersSent) throw error;
      respondRefusal(res, error);
    }
  };
}

async function answer(deps: ApiDependencies, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(req.url ?? '/', 'http://api');
  const language = searchParams.get('language') ?? '';
  const words = isLanguage(language) ? RATING_PAGE_WORDS[language] : RATING_PAGE_WORDS.english;
  await deps.limits.openCall(clientAddress(req, deps.config));
  const key = parseRatingToken(pathname.slice('/rate/'.length));
  const found = key && (await findRateable(deps.db, key.conversationId));
  const { replyAddressSecrets: secrets } = deps.config.mail;
  if (!key || !found || !verifyRatingKey(key, { ...found, now: new Date() }, secrets))
    return respondPage(req, res, 404, sentencePage(words, words.gone));
  if (found.isRated) return respondPage(req, res, 200, sentencePage(words, words.rated));
  const asked = { project: found.projectName, missing: false, comment: '' };
  if (req.method !== 'POST') return respondPage(req, res, 200, questionPage(words, asked));
  await take(deps, { req, res, words, key, project: found.projectName });
}

async function take(
  deps: Pick<ApiDependencies, 'gateway'>,
  asked: {
    req: IncomingMessage;
    res: ServerResponse;
    words: RatingPageWords;
    key: RatingKey;
    project: string;
  },
): Promise<void> {
  const { req, res, words, key, project } = asked;
  const body = await readBody(req, MAX_BYTES);
  const fields = 'refused' in body ? {} : Object.fromEntries(new URLSearchParams(body.text));
  const read = form.safeParse(storableJson(fields));
  if (!read.success) {
    const comment = String(fields['comment'] ?? '').slice(0, MAX_COMMENT);
    return respondPage(req, res, 422, questionPage(words, { project, missing: true, comment }));
  }
  const rating = { id: idOf(key), ...read.data, by: 'email' } as const;
  await deps.gateway.mail.signal('rate', key.conversationId, rating);
  respondPage(req, res, 200, sentencePage(words, words.thanks));
}

/** Of the link: sent twice, it is one rating. */
function idOf({ mac }: RatingKey): MessageId {
  return `msg_${createHash('sha256').update(mac).digest('hex').slice(0, 24)}`;
}

const isLanguage = (text: string): text is keyof typeof RATING_PAGE_WORDS =>
  Object.hasOwn(RATING_PAGE_WORDS, text);

function respondPage(req: IncomingMessage, res: ServerResponse, status: number, page: string): void {
  res.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' });
  res.end(req.method === 'HEAD' ? undefined : page);
}

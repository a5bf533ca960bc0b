import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { acceptance, readMail, type Refused } from './accept-mail.ts';
import type { BehaviourMode, BehaviourSource } from './behaviour.ts';
import { readText, sendJson } from './http.ts';
import { searchMails } from './search.ts';
import { parseAddresses, type SentMail } from './mail.ts';
import type { Mails } from './mails.ts';

export interface ApiOptions {
  /** Null: any token will do. */
  token: string | null;
  mails: Mails;
  behaviour: BehaviourSource;
  accepted: (mail: SentMail) => void;
}

const MAX_BATCH = 500;

/** Postmark's sending API. @returns false when the request is for something else. */
export async function handleApi(
  options: ApiOptions,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<boolean> {
  const url = new URL(req.url ?? '/', 'http://mailbox');
  const isSend = req.method === 'POST' && (url.pathname === '/email' || url.pathname === '/email/batch');
  const isSearch = req.method === 'GET' && url.pathname === '/messages/outbound';
  if (!isSend && !isSearch) return false;
  if (options.token !== null && req.headers['x-postmark-server-token'] !== options.token) {
    sendJson(res, 401, { ErrorCode: 10, Message: 'Request does not contain a valid Server token.' });
  } else if (isSearch) {
    const lagMs = (mail: SentMail) => options.behaviour.indexLagMs(recipientOf(mail.to));
    sendJson(res, ...searchMails(options.mails.sent, url.searchParams, lagMs));
  } else {
    await handleSend(options, { req, res, batch: url.pathname.endsWith('/batch') });
  }
  return true;
}

async function handleSend(
  options: ApiOptions,
  { req, res, batch }: { req: IncomingMessage; res: ServerResponse; batch: boolean },
): Promise<void> {
  const text = await readText(req);
  const recipient = recipientIn(text);
  const mode = options.behaviour.next(recipient);
  if (failBeforeAccepting(mode, res)) return;
  if (mode === 'slow') await delay(options.behaviour.slowMs(recipient));
  const [status, answer] = takeBody(options, { text, batch, type: req.headers['content-type'] ?? '' });
  if (mode === 'accept-then-hang') return;
  if (mode === 'accept-then-reset') res.destroy();
  else if (mode === 'accept-then-bad-gateway') badGateway(res);
  else sendJson(res, status, answer);
}

/** Whom a request mails to, before anybody has looked whether it makes sense. */
function recipientIn(text: string | null): string {
  const to = /"To":"((?:[^"\\]|\\.)*)"/.exec(text ?? '')?.[1] ?? '';
  return recipientOf(to.replaceAll('\\"', '"'));
}

const recipientOf = (to: string) => parseAddresses(to)[0]?.email.toLowerCase() ?? '';

function failBeforeAccepting(mode: BehaviourMode, res: ServerResponse): boolean {
  switch (mode) {
    case 'rate-limited':
      sendJson(res, 429, { ErrorCode: 429, Message: 'Rate limit exceeded.' });
      return true;
    case 'error-500':
      sendJson(res, 500, { ErrorCode: 500, Message: 'Internal Server Error' });
      return true;
    case 'error-503':
      sendJson(res, 503, { ErrorCode: 100, Message: 'Maintenance' });
      return true;
    case 'bad-gateway':
      badGateway(res);
      return true;
    case 'reset-before-accept':
      res.destroy();
      return true;
    default:
      return false;
  }
}

function badGateway(res: ServerResponse): void {
  res.writeHead(502, { 'Content-Type': 'text/html' }).end('<h1>Bad gateway</h1>');
}

function takeBody(
  options: ApiOptions,
  { text, batch, type }: { text: string | null; batch: boolean; type: string },
): [status: number, answer: unknown] {
  if (text === null) return [413, { ErrorCode: 0, Message: 'Payload too large' }];
  if (!/^application\/json\b/i.test(type)) {
    return [
      422,
      {
        ErrorCode: 409,
        Message:
          'Your HTTP request does not have the Accept and Content-Type headers set to application/json.',
      },
    ];
  }
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return [422, { ErrorCode: 402, Message: 'Received invalid JSON input.' }];
  }
  if (!batch) return takeOne(options, body);
  if (!Array.isArray(body)) return [422, { ErrorCode: 402, Message: 'Received invalid JSON input.' }];
  if (body.length > MAX_BATCH)
    return [422, { ErrorCode: 410, Message: `Too many batch messages: at most ${MAX_BATCH}.` }];
  return [200, body.map((each) => takeOne(options, each)[1])];
}

function takeOne({ mails, accepted }: ApiOptions, body: unknown): [status: number, answer: unknown] {
  const mail: SentMail | Refused = readMail(body);
  if ('ErrorCode' in mail) return [422, mail];
  mails.accept(mail);
  accepted(mail);
  const { id: MessageID, at: SubmittedAt, to: To } = mail;
  return [200, { To, SubmittedAt, MessageID, ErrorCode: 0, Message: acceptance(mail) }];
}

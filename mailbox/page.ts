import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { asDownload } from '../domain/files/content-disposition.ts';
import { projectFile } from '../project-file.ts';
import type { Answer, MailFile } from './mail.ts';
import type { Mails } from './mails.ts';
import { readForm } from './read-form.ts';
import { renderPage } from './render-page.ts';
import { withPictures } from './with-pictures.ts';
import { writerOf, type Writer } from './writer.ts';

export interface PageOptions {
  mails: Mails;
  answer: (mailId: string, text: string, as: { writer: Writer; files: MailFile[] }) => Answer;
  signal: AbortSignal;
}

const asset = (name: string) => readFileSync(projectFile(`mailbox/page/${name}`), 'utf8');
const SCRIPT = asset('mailbox.js');
const STYLE = asset('mailbox.css');

const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/** A mail's HTML is a stranger's: no script, no network, not even as its own page. */
const MAIL_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; frame-ancestors 'self'";

/** The page on which one reads what customers got and answers as they would. */
export async function handlePage(
  options: PageOptions,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const url = new URL(req.url ?? '/', 'http://mailbox');
  const [, id, part] =
    /^\/mails\/([0-9a-f-]{36})(?:\/(html|reply|files\/\d{1,3}))?$/.exec(url.pathname) ?? [];
  if (req.method === 'POST' && id && part === 'reply') return reply(options, { id, req, res });
  if (req.method !== 'GET') return send(res, 405, { type: 'text/plain', body: 'Not allowed here.' });
  if (url.pathname === '/mailbox.js') return send(res, 200, { type: 'text/javascript', body: SCRIPT });
  if (url.pathname === '/mailbox.css') return send(res, 200, { type: 'text/css', body: STYLE });
  if (url.pathname === '/changes') return streamChanges(options, res);
  if (url.pathname !== '/' && !id)
    return send(res, 404, { type: 'text/plain', body: 'There is no such page.' });
  const mail = id ? options.mails.find(id) : undefined;
  if (id && !mail) return send(res, 404, { type: 'text/plain', body: 'There is no such mail.' });
  if (mail && part === 'html')
    return send(res, 200, { type: 'text/html', body: withPictures(mail), policy: MAIL_POLICY });
  if (mail && part?.startsWith('files/')) return sendFile(res, mail.attachments?.[Number(part.slice(6))]);
  const body = renderPage(options.mails, {
    open: mail ?? null,
    view: url.searchParams.get('view') === 'html' ? 'html' : 'text',
  });
  send(res, 200, { type: 'text/html', body });
}

async function reply(
  { answer, mails }: PageOptions,
  { id, req, res }: { id: string; req: IncomingMessage; res: ServerResponse },
): Promise<void> {
  const { text, files, writer } = await readForm(req);
  if (isForeign(req))
    return send(res, 403, { type: 'text/plain', body: 'Answers are written on this page.' });
  if (!mails.find(id)) return send(res, 404, { type: 'text/plain', body: 'There is no such mail.' });
  if (text || files.length > 0) answer(id, text, { writer: writerOf(writer), files });
  res.writeHead(303, { Location: `/mails/${id}` }).end();
}

/** Any page on the web may send a form here; browsers say where it comes from. */
function isForeign({ headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin';
  return headers.origin !== undefined && headers.origin !== `http://${headers.host}`;
}

/** Saved and never shown: what it is was the sender's word. */
function sendFile(res: ServerResponse, file: MailFile | undefined): void {
  if (!file) return send(res, 404, { type: 'text/plain', body: 'There is no such file.' });
  res.writeHead(200, {
    'Content-Type': 'application/octet-stream',
    'Content-Disposition': asDownload(file.Name),
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
  });
  res.end(Buffer.from(file.Content, 'base64'));
}

function streamChanges({ mails, signal }: PageOptions, res: ServerResponse): void {
  res.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  res.write('retry: 1000\ndata: connected\n\n');
  const notify = () => void res.write('data: changed\n\n');
  const end = () => res.end();
  mails.on('change', notify);
  signal.addEventListener('abort', end);
  res.on('close', () => {
    mails.off('change', notify);
    signal.removeEventListener('abort', end);
  });
}

function send(
  res: ServerResponse,
  status: number,
  { type, body, policy }: { type: string; body: string; policy?: string },
): void {
  res.writeHead(status, {
    'Content-Type': `${type}; charset=utf-8`,
    'Content-Security-Policy': policy ?? PAGE_POLICY,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'same-origin',
    'Cache-Control': 'no-store',
  });
  res.end(body);
}

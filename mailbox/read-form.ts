import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { readBytes } from './http.ts';
import type { MailFile } from './mail.ts';

export interface AnswerForm {
  text: string;
  files: MailFile[];
  /** Who answers, as the form says. */
  writer: string;
}

/** What the customer wrote and attached, from the page's form. */
export async function readForm(req: IncomingMessage): Promise<AnswerForm> {
  const body = await readBytes(req);
  const headers = { 'content-type': req.headers['content-type'] ?? '' };
  const form = await new Response(body && new Uint8Array(body), { headers })
    .formData()
    .catch(() => new FormData());
  const text = form.get('text');
  const files = [
    ...filesOf(form, 'files').map((file) => toMailFile(file, '')),
    ...filesOf(form, 'inline').map((file) => toMailFile(file, `ii_${randomUUID().slice(0, 13)}`)),
  ];
  const writer = form.get('writer');
  return {
    text: typeof text === 'string' ? text.trim() : '',
    files: await Promise.all(files),
    writer: typeof writer === 'string' ? writer : '',
  };
}

/** A browser sends an empty file for a field in which nothing was chosen. */
const filesOf = (form: FormData, name: string) =>
  form.getAll(name).flatMap((part) => (typeof part !== 'string' && part.size > 0 ? [part] : []));

type FormFile = Exclude<ReturnType<FormData['get']>, string | null>;

async function toMailFile(file: FormFile, ContentID: string): Promise<MailFile> {
  return {
    Name: file.name,
    Content: Buffer.from(await file.arrayBuffer()).toString('base64'),
    ContentType: file.type || 'application/octet-stream',
    ContentID,
  };
}

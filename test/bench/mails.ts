import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { corpusFolder } from '../support/mail/corpus.ts';
import { replyCases } from '../support/mail/reply-corpus.ts';
import { INTRODUCTIONS } from '../domain/mail/reading/introductions.ts';

/** As Postmark posts them. */
const posted = (bodies: { text: string; html: string }) =>
  JSON.stringify({
    MessageID: 'bench',
    From: 'kim@example.org',
    TextBody: bodies.text,
    HtmlBody: bodies.html,
  });

/** Real mails where they are at hand, otherwise an answer below every introduction we know, as text and as HTML. */
export function benchMails(): string[] {
  const folder = corpusFolder();
  return folder ? realMails(folder) : builtInMails();
}

function realMails(folder: string): string[] {
  const whole = readdirSync(join(folder, 'mails')).filter((name) => name.endsWith('.postmark.json'));
  return [
    ...replyCases(folder).map(posted),
    ...whole.map((name) => readFileSync(join(folder, 'mails', name), 'utf8')),
  ];
}

function builtInMails(): string[] {
  return Object.values(INTRODUCTIONS).flatMap((introduction) => {
    const quote = 'Hello Kim, have you tried the second page?\n'.repeat(20);
    const text = `It works now.\n\n${introduction}\n\n${quote.replace(/^(?=.)/gm, '> ')}`;
    const html = `<div>It works now.</div><div class="gmail_quote">${introduction.replace(/</g, '&lt;')}<blockquote>${quote}</blockquote></div>`;
    return [posted({ text, html: '' }), posted({ text, html })];
  });
}

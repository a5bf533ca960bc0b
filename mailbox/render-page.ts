import { sizeInWords } from '../domain/files/attachment.ts';
import { escapeHtml } from '../domain/text/escape-html.ts';
import { previewOf } from '../domain/text/preview.ts';
import { headerOf, parseAddress, type SentMail } from './mail.ts';
import type { Mails } from './mails.ts';
import { WRITER_NAMES, WRITERS } from './writer.ts';

type View = 'text' | 'html';

/** The whole page: the list of mails and, beside it, the one that is open. */
export function renderPage(mails: Mails, { open, view }: { open: SentMail | null; view: View }): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${open ? `${escapeHtml(open.subject)} · ` : ''}Mailbox</title>
<link rel="stylesheet" href="/mailbox.css">
<script src="/mailbox.js" defer></script>
</head>
<body${open ? ' class="reading"' : ''}>
<header>
<h1><a href="/">Mailbox</a></h1>
<p>What customers and the team get by mail. Nothing here leaves this machine.</p>
</header>
<main>
<nav aria-label="Mails" id="list" data-live>${renderList(mails, open)}</nav>
${open ? renderMail(mails, open, view) : renderNothingOpen(mails)}
</main>
</body>
</html>
`;
}

function renderList(mails: Mails, open: SentMail | null): string {
  if (mails.sent.length === 0) {
    return `<p class="empty">No mail yet. A reply to a customer who gave an address arrives here.</p>`;
  }
  const rows = [...mails.sent].reverse().map((mail) => renderRow(mails, mail, open?.id === mail.id));
  return `<ul aria-label="Mails">${rows.join('\n')}</ul>`;
}

function renderRow(mails: Mails, mail: SentMail, current: boolean): string {
  const answered = mails.answers.some((answer) => answer.answers === mail.id && !answer.cameBack);
  return `<li${current ? ' class="current"' : ''}>
<p class="who"><span>${escapeHtml(nameOf(mail.from))}</span> ${time(mail.at)}</p>
<a href="/mails/${mail.id}"${current ? ' aria-current="page"' : ''}>${escapeHtml(mail.subject || '(no subject)')}</a>
<p class="preview">${escapeHtml(previewOf(mail.text, 90))}</p>
<p class="to">to ${escapeHtml(nameOf(mail.to))}${answered ? ' · answered' : ''}</p>
</li>`;
}

function renderNothingOpen(mails: Mails): string {
  const words = mails.sent.length === 0 ? '' : 'Choose a mail to read it and to answer as the customer.';
  const knobs = `Addresses that begin with <code>inactive</code> are refused, with <code>bounce</code> they bounce, with <code>complain</code> they report spam.`;
  return `<section class="nothing"><p>${words}</p><p class="hint">${knobs}</p></section>`;
}

function renderMail(mails: Mails, mail: SentMail, view: View): string {
  const headers = [
    ['From', mail.from],
    ['To', mail.to],
    ['Cc', mail.cc],
    ['Reply-To', mail.replyTo],
    ['Date', new Date(mail.at).toUTCString()],
    ['Message-ID', headerOf(mail, 'Message-ID')],
    ['In-Reply-To', headerOf(mail, 'In-Reply-To')],
    ['References', headerOf(mail, 'References')],
  ].filter(([, value]) => value);
  const terms = headers.map(([name, value]) => `<dt>${name}</dt><dd>${escapeHtml(value ?? '')}</dd>`);
  return `<article>
<a class="back" href="/">All mails</a>
<h2>${escapeHtml(mail.subject || '(no subject)')}</h2>
<dl>${terms.join('\n')}</dl>
${renderBody(mail, view)}
${renderFiles(mail)}
<div id="answers" data-live>${renderAnswers(mails, mail)}</div>
<form method="post" action="/mails/${mail.id}/reply" enctype="multipart/form-data">
<label for="text">Reply as customer</label>
<textarea id="text" name="text" rows="4"></textarea>
<p class="writer"><label for="writer">Answer as</label> <select id="writer" name="writer">${WRITERS.map((writer) => `<option value="${writer}">${WRITER_NAMES[writer]}</option>`).join('')}</select></p>
<p class="files"><label>Attach files <input type="file" name="files" multiple></label>
<label>Image in the text <input type="file" name="inline" accept="image/*"></label></p>
<p><button>Send reply</button> <span class="hint">quoting this mail, which ${escapeHtml(nameOf(mail.to))} got</span></p>
</form>
</article>`;
}

function renderBody(mail: SentMail, view: View): string {
  const tab = (name: View, label: string) =>
    `<a href="/mails/${mail.id}${name === 'html' ? '?view=html' : ''}"${view === name ? ' aria-current="true"' : ''}>${label}</a>`;
  const body =
    view === 'html'
      ? `<iframe title="The mail as HTML" sandbox src="/mails/${mail.id}/html"></iframe>`
      : `<pre>${escapeHtml(mail.text)}</pre>`;
  return `<nav class="tabs" aria-label="Form of the mail">${tab('text', 'Text')}${tab('html', 'HTML')}</nav>\n${body}`;
}

function renderFiles({ id, attachments = [] }: SentMail): string {
  const rows = attachments.map(
    ({ Name, Content }, index) =>
      `<li><a href="/mails/${id}/files/${index}">${escapeHtml(Name)}</a> <span class="to">${sizeInWords(Buffer.byteLength(Content, 'base64'))}</span></li>`,
  );
  return rows.length > 0 ? `<ul class="attached" aria-label="Attachments">${rows.join('\n')}</ul>` : '';
}

function renderAnswers(mails: Mails, mail: SentMail): string {
  return mails.answers
    .filter((answer) => answer.answers === mail.id)
    .map(
      ({ from, to, at, text, files = [], cameBack, result }) => `<section class="answer">
<p class="who"><span>${escapeHtml(cameBack ? `Came back to ${to}` : `${from} answered`)}</span> ${time(at)}</p>
<pre>${escapeHtml(text)}</pre>
${files.length > 0 ? `<p class="to">with ${escapeHtml(files.join(', '))}</p>` : ''}
<p class="result${result.attention ? ' attention' : ''}" role="status">${escapeHtml(result.words)}</p>
</section>`,
    )
    .join('\n');
}

function nameOf(address: string): string {
  const { email, name } = parseAddress(address);
  return name || email;
}

/** UTC until the page's script puts it into the reader's own time. */
function time(iso: string): string {
  return `<time datetime="${iso}">${iso.slice(0, 16).replace('T', ' ')}</time>`;
}

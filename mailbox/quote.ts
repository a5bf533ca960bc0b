import { escapeHtml } from '../domain/text/escape-html.ts';
import { parseAddress, type MailFile, type SentMail } from './mail.ts';

/** Columns after which a mail program breaks the lines it writes itself. */
const WIDTH = 76;

/** The answer with the mail quoted below it, as Gmail writes it: text and HTML. */
export function quoteReply(
  reply: string,
  mail: SentMail,
  files: MailFile[] = [],
): { text: string; html: string } {
  const words = reply.replace(/\r\n?/g, '\n').trim();
  const pictures = files.filter(({ ContentID }) => ContentID !== '');
  const introduction = introduce(mail);
  const quoted = mail.text
    .trimEnd()
    .split('\n')
    .map((line) => (line ? `> ${line}` : '>'));
  return {
    text: [
      words,
      ...pictures.map(({ Name }) => `[image: ${Name}]`),
      '',
      wrap(introduction),
      '',
      ...quoted,
      '',
    ].join('\n'),
    html: [
      `<div dir="ltr">${escapeHtml(words).replaceAll('\n', '<br>')}${pictures.map(drawn).join('')}</div><br>`,
      `<div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">${escapeHtml(introduction)}<br></div>`,
      '<blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">',
      `${bodyOf(mail.html) || escapeHtml(mail.text).replaceAll('\n', '<br>')}</blockquote></div>`,
    ].join('\n'),
  };
}

/** As Gmail puts a picture into a mail. */
const drawn = ({ Name, ContentID }: MailFile) =>
  `<br><img src="cid:${escapeHtml(ContentID)}" alt="${escapeHtml(Name)}" width="320"><br>`;

function introduce(mail: SentMail): string {
  const at = new Date(mail.at);
  const day = at.toLocaleDateString('en-US', {
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const time = at.toLocaleTimeString('en-US', { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' });
  const { email, name } = parseAddress(mail.from);
  return `On ${day} at ${time} ${name ? `${name} ` : ''}<${email}> wrote:`;
}

function wrap(line: string): string {
  const lines = [''];
  for (const word of line.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last && last.length + 1 + word.length > WIDTH) lines.push(word);
    else lines[lines.length - 1] = last ? `${last} ${word}` : word;
  }
  return lines.join('\n');
}

function bodyOf(html: string): string {
  const begin = /<body[^>]*>/i.exec(html);
  const end = html.search(/<\/body>/i);
  return html.slice(begin ? begin.index + begin[0].length : 0, end < 0 ? html.length : end).trim();
}

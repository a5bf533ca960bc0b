import { MAX_ARTICLE } from '../../../domain/limits.ts';
import { decodeText } from './decode-text.ts';
import { htmlToMarkdown } from './html-to-markdown.ts';
import { parseCsv } from './parse-csv.ts';
import { parseHtml } from './parse-html.ts';
import { parseMarkdown, withoutEnding } from './parse-markdown.ts';
import { nothing, oneArticle, type Parsed, type ToParse } from './parsed.ts';
import { parseRepository } from './parse-repository.ts';

/** Whatever a source holds as articles. What it is, is told by its bytes first, then by its name, then by what the server said. */
export async function parseContent(content: ToParse): Promise<Parsed> {
  const parsed = await readAs(kindOf(content), content);
  const tooLong = parsed.articles.some(({ text }) => text.length > MAX_ARTICLE);
  return tooLong
    ? { ...nothing('Its text is longer than a million characters. Split it.'), links: parsed.links }
    : parsed;
}

type Kind = 'pdf' | 'docx' | 'csv' | 'html' | 'markdown' | 'repository' | null;

function kindOf({ bytes, contentType, address, folder }: ToParse): Kind {
  if (folder !== undefined) return 'repository';
  const start = Buffer.from(bytes.subarray(0, 5)).toString('latin1');
  const path = URL.canParse(address) ? new URL(address).pathname : address;
  const ending = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (start === '%PDF-') return 'pdf';
  if (start.startsWith('PK')) return ending === 'docx' || type.includes('wordprocessingml') ? 'docx' : null;
  if (ending === 'csv' || ending === 'tsv' || type === 'text/csv') return 'csv';
  if (type === 'text/html' || type === 'application/xhtml+xml' || ['html', 'htm', 'xhtml'].includes(ending))
    return 'html';
  if (['md', 'markdown', 'mdx', 'txt', 'text', 'rst', 'adoc'].includes(ending) || type.startsWith('text/'))
    return 'markdown';
  return null;
}

async function readAs(kind: Kind, content: ToParse): Promise<Parsed> {
  const { bytes, contentType, address } = content;
  switch (kind) {
    case 'pdf':
      return readPdf(bytes, address);
    case 'docx':
      return readDocx(bytes, address);
    case 'csv':
      return parseCsv(decodeText(bytes, contentType));
    case 'html': {
      const html = decodeText(bytes, contentType);
      return URL.canParse(address) ? parseHtml(html, address) : parseHtml(html, `https://${PLACEHOLDER}/`);
    }
    case 'markdown':
      return parseMarkdown(decodeText(bytes, contentType), address);
    case 'repository':
      return parseRepository(content);
    case null:
      return nothing('It is none of the kinds that can be read: HTML, Markdown, text, PDF, DOCX and CSV.');
  }
}

/** A file has no address that its links could be relative to. */
const PLACEHOLDER = 'file.invalid';

/** A heading a page, so that a citation says which. Loaded when the first one comes: it is large. */
async function readPdf(bytes: Uint8Array, address: string): Promise<Parsed> {
  const { extractText, getDocumentProxy, getMeta } = await import('unpdf');
  const document = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 });
  const { text } = await extractText(document, { mergePages: false });
  const { info } = await getMeta(document);
  const said: unknown = info['Title'];
  const title = typeof said === 'string' && said.trim() ? said.trim() : withoutEnding(address);
  const pages = text.flatMap((page, at) => (page.trim() ? [`## Page ${at + 1}\n\n${page.trim()}`] : []));
  const parsed = oneArticle(title.slice(0, 200), pages.join('\n\n'));
  return parsed.problem ? nothing('It holds no text: its pages may be pictures.') : parsed;
}

async function readDocx(bytes: Uint8Array, address: string): Promise<Parsed> {
  const { default: mammoth } = await import('mammoth');
  const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) });
  return parseMarkdown(htmlToMarkdown(value), withoutEnding(address));
}

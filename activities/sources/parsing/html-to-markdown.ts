import TurndownService from 'turndown';

/** HTML as Markdown with its headings, lists, code and tables: what passages are cut along. Pictures are left out. */
export function htmlToMarkdown(html: string): string {
  const service = new TurndownService({
    headingStyle: 'atx',
    codeBlockStyle: 'fenced',
    bulletListMarker: '-',
    emDelimiter: '*',
  });
  service.remove([
    'script',
    'style',
    'noscript',
    'button',
    'select',
    'input',
    'textarea',
    'iframe',
    'object',
    'template',
  ]);
  service.addRule('pictures', {
    filter: ['img', 'picture', 'video', 'audio', 'canvas'],
    replacement: () => '',
  });
  service.addRule('tables', { filter: 'table', replacement: (_, node) => tableOf(node) });
  // A link to a place on the same page says nothing once the page is cut.
  service.addRule('anchors', {
    filter: (node) => node.nodeName === 'A' && /^#|^$/.test(node.getAttribute('href') ?? ''),
    replacement: (content) => (/^[#¶§\s]*$/.test(content) ? '' : content),
  });
  return service
    .turndown(html)
    .replace(/[^\S\n]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** As much of an element as a table is read by. */
interface Part {
  textContent: string | null;
  querySelectorAll(selector: string): ArrayLike<Part>;
}

function tableOf(table: Part): string {
  const rows = Array.from(table.querySelectorAll('tr')).map((row) =>
    Array.from(row.querySelectorAll('th, td')).map((cell) =>
      (cell.textContent ?? '').replace(/\s+/g, ' ').replaceAll('|', '\\|').trim(),
    ),
  );
  const filled = rows.filter((cells) => cells.some(Boolean));
  const columns = Math.max(0, ...filled.map((cells) => cells.length));
  if (columns === 0) return '';
  const lines = filled.map(
    (cells) => `| ${Array.from({ length: columns }, (_, at) => cells[at] ?? '').join(' | ')} |`,
  );
  lines.splice(1, 0, `| ${Array.from({ length: columns }, () => '---').join(' | ')} |`);
  return `\n\n${lines.join('\n')}\n\n`;
}

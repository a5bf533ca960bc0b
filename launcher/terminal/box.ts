import { paint } from './terminal.ts';

export interface BoxRow {
  label: string;
  value: string;
}

/** A frame around label and value pairs; an empty row (null) separates groups. */
export function box(title: string, rows: (BoxRow | null)[]): string {
  const label = Math.max(...rows.map((row) => row?.label.length ?? 0));
  const lines = rows.map((row) => (row ? `${row.label.padEnd(label)}   ${row.value}` : ''));
  const width = Math.max(title.length, ...lines.map((line) => line.length));
  const edge = (text: string) => paint('cyan', text);
  const framed = (line: string, drawn = line) =>
    `${edge('│')}  ${drawn}${' '.repeat(width - line.length)}  ${edge('│')}`;
  return [
    edge(`╭${'─'.repeat(width + 4)}╮`),
    framed(title, paint('bold', title)),
    framed(''),
    ...lines.map((line) => framed(line)),
    edge(`╰${'─'.repeat(width + 4)}╯`),
  ].join('\n');
}

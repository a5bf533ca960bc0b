/** A row of a CSV file (RFC 4180). What a spreadsheet would take for a formula begins with an apostrophe. */
export function csvLine(cells: string[]): string {
  const quoted = cells.map((cell) => `"${cell.replace(/^[=+\-@\t\r]/, "'$&").replaceAll('"', '""')}"`);
  return `${quoted.join(',')}\r\n`;
}

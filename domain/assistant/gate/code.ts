const CODE = /```[^\n]*\n([\s\S]*?)(?:```|$)|`([^`\n]+)`/g;
/** What can be wrong in code: names, paths, options. Brackets and blanks between them cannot. */
const TOKEN = /[\p{L}\p{N}_$@%./:\\-]*[\p{L}\p{N}_$]/gu;
const EMPTY = new Set(['the', 'your', 'example', 'value', 'name', 'true', 'false', 'null']);

/** The words of a piece's code, each of which must have been given. */
export function codeIn(piece: string): string[] {
  return [...piece.matchAll(CODE)].flatMap(([, block = '', inline = '']) =>
    ((block || inline).match(TOKEN) ?? []).filter(
      (token) => token.length > 2 && !EMPTY.has(token.toLowerCase()),
    ),
  );
}

export function withoutCode(piece: string): string {
  return piece.replace(CODE, ' ');
}

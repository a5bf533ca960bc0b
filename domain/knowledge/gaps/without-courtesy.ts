import { CLOSING, GREETING, SIGN_OFF } from './courtesy-words.ts';

/** In characters. A longer line says something besides the courtesy. */
const MAX_COURTESY = 120;
const MAX_NAME = 40;

/** A reply's subject matter: without the lines that greet, thank and take leave, and without a name below them. */
export function withoutCourtesy(reply: string, names: readonly string[] = []): string {
  const lines = reply.replaceAll('\r\n', '\n').trim().split('\n');
  const begun = withoutBeginning(lines, names);
  return withoutEnd(begun).join('\n').trim();
}

function withoutBeginning(lines: string[], names: readonly string[]): string[] {
  const first = lines[0]?.trim() ?? '';
  if (!first || (lines.length === 1 && !/[,!.]\s/.test(first))) return lines;
  const rest = afterGreeting(first, names);
  const onlyGreets = rest === first && isCourtesy(first, GREETING) && !saysMore(first, names);
  return onlyGreets ? withoutBlank(lines.slice(1)) : [rest, ...lines.slice(1)];
}

/** "Hi Kim, we do." goes on after its comma. */
function afterGreeting(line: string, names: readonly string[]): string {
  const found = /^([^,.!:，。！、]{1,40})[,!.:，。！、]\s*(?=\S)/u.exec(line);
  const greeting = found?.[1] ?? '';
  if (!found || !GREETING.test(greeting) || saysMore(greeting, names)) return line;
  const rest = line.slice(found[0].length);
  return rest.charAt(0).toLocaleUpperCase() + rest.slice(1);
}

/** Besides a greeting and a name, which is some words at most. */
function saysMore(line: string, names: readonly string[]): boolean {
  const rest = names.reduce((left, name) => left.replaceAll(name, ''), line.replace(GREETING, ''));
  return rest.split(/\s+/).filter((word) => /\p{L}/u.test(word)).length > 3 || /[?？]/.test(rest);
}

function withoutEnd(lines: string[]): string[] {
  const kept = [...lines];
  for (;;) {
    const last = kept.at(-1)?.trim();
    if (last === undefined) return lines;
    if (last === '') kept.pop();
    else if (kept.length > 1 && isCourtesy(last, SIGN_OFF, CLOSING)) kept.pop();
    else if (isNameBelow(kept)) kept.pop();
    else return kept;
  }
}

/** A short line under one that takes leave. */
function isNameBelow(lines: string[]): boolean {
  const said = lines.filter((line) => line.trim() !== '');
  const [before, last] = said.slice(-2).map((line) => line.trim());
  if (said.length < 3 || !before || !last) return false;
  return last.length <= MAX_NAME && !/[.?!:]$/.test(last) && isCourtesy(before, SIGN_OFF);
}

function isCourtesy(line: string, ...patterns: RegExp[]): boolean {
  return line.length <= MAX_COURTESY && patterns.some((pattern) => pattern.test(line)) && !/\d/.test(line);
}

const withoutBlank = (lines: string[]): string[] =>
  lines.slice(
    Math.max(
      0,
      lines.findIndex((line) => line.trim() !== ''),
    ),
  );

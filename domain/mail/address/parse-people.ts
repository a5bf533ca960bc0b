/** Somebody a mail names. */
export interface Person {
  /** As written; folded where it is compared. */
  email: string;
  name: string;
}

const MAX_ADDRESS_LIST = 8_000;

/**
 * The people of an address header (RFC 5322, 3.4), with or without names, brackets, comments and folds. Only what stands
 * where an address stands counts: a name that looks like an address is a name. One pass, and one more for each kind of
 * bracket that was never closed.
 */
export function parsePeople(header: string): Person[] {
  const value = header.slice(0, MAX_ADDRESS_LIST);
  return (
    scan(value, '"(') ?? scan(value.replaceAll('"', ' '), '(') ?? scan(value.replace(/["()]/g, ' '), '') ?? []
  );
}

interface Mailbox {
  bare: string;
  angle: string | null;
  name: string;
}

/** @returns null when a quote or a comment, if they are looked for, was opened and never closed. */
function scan(value: string, brackets: string): Person[] | null {
  const people: Person[] = [];
  let box: Mailbox = { bare: '', angle: null, name: '' };
  let inAngle = false;
  for (let at = 0; at < value.length; at++) {
    const char = value.charAt(at);
    if (brackets.includes(char)) {
      const end = char === '"' ? endOfQuote(value, at) : endOfComment(value, at);
      if (end < 0) return null;
      const inside = value.slice(at + 1, end).replace(/\\(.)/gs, '$1');
      if (char === '"' && value[end + 1] === '@') addQuoted(box, inAngle ? 'angle' : 'bare', inside);
      else if (char === '"' && !inAngle) box.name += ` ${inside}`;
      // What a comment divides is two parts.
      else if (char === '(') box[inAngle ? 'angle' : 'bare'] += ' ';
      at = end;
    } else if (char === '<') {
      box.angle = '';
      inAngle = true;
    } else if (char === '>') {
      inAngle = false;
    } else if (!inAngle && (char === ',' || char === ';')) {
      people.push(...peopleOf(box));
      box = { bare: '', angle: null, name: '' };
    } else if (inAngle) {
      box.angle += char;
    } else {
      box.bare += char;
    }
  }
  return [...people, ...peopleOf(box)];
}

/** A quoted local part. What stands before it, or a blank in it, makes it no address: nothing is joined or cut. */
function addQuoted(box: Mailbox, part: 'angle' | 'bare', inside: string): void {
  const before = box[part] ?? '';
  const whole = /(?:^|\s)$/.test(before) && !/\s/.test(inside);
  box[part] = before + (whole ? inside : `"${inside.replace(/\s/g, '\0')}"`);
}

function endOfQuote(value: string, from: number): number {
  for (let at = from + 1; at < value.length; at++) {
    if (value[at] === '\\') at++;
    else if (value[at] === '"') return at;
  }
  return -1;
}

function endOfComment(value: string, from: number): number {
  let depth = 0;
  for (let at = from; at < value.length; at++) {
    if (value[at] === '\\') at++;
    else if (value[at] === '(') depth++;
    else if (value[at] === ')' && --depth === 0) return at;
  }
  return -1;
}

function peopleOf({ bare, angle, name }: Mailbox): Person[] {
  const shown = `${name} ${angle === null ? '' : bare}`.replace(/\s+/g, ' ').trim();
  return (angle === null ? bareAddresses(bare) : [angle])
    .filter((part) => part.includes('@'))
    .map((part) => ({ email: addressIn(part), name: shown }));
}

/** Words beside an address that no brackets set apart may be parts of it: then it stays as it stands, and is none. */
function bareAddresses(bare: string): string[] {
  const parts = closedUp(bare)
    .split(/[\s[\]]+/)
    .filter((part) => part !== '' && !part.endsWith(':'));
  return parts.every((part) => part.includes('@')) ? parts : [bare.trim()];
}

/** Without blanks around an @. No expression: it would try every run of blanks from each of its places. */
const closedUp = (text: string) =>
  text
    .split('@')
    .map((each) => each.trim())
    .join('@');

/** Some gateways put a link where an address belongs. */
function addressIn(part: string): string {
  const written = closedUp(part);
  if (!/^mailto:/i.test(written)) return written;
  const target = written.slice('mailto:'.length).split('?', 1)[0] ?? '';
  try {
    return decodeURIComponent(target);
  } catch {
    return target;
  }
}

/** One address by itself, with what stands in comments behind it. */
const ALONE =
  /^\s*(?:"[^"@]{1,100}"|[^\s"<>(),;]{1,400})\s{0,5}@\s{0,5}[^\s"<>(),;]{1,400}\s*(?:\([^()]{0,200}\)\s*)?$/;

/**
 * The only author that a From names; null when it names several, or when what stands there without brackets is more than
 * an address: nobody could say which part is one.
 */
export function authorIn(from: string): Person | null {
  const [author, ...others] = parsePeople(from);
  if (!author || others.length > 0) return null;
  return from.includes('<') || ALONE.test(from) ? author : null;
}

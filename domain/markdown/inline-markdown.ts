import type { Inline } from './markdown.ts';

/** Open marks beyond this are text: what is nested deeper was not written to be read. */
const MAX_OPEN = 16;
/** In characters; bounds how far ahead a mark may look for its end. */
const MAX_HREF = 2_000;
const MAX_CODE = 2_000;

const SAFE_LINK = /^(https?:\/\/|mailto:)[^\s<>"]+$/i;
/** The part after a link's text: an address, which may hold one pair of parentheses, and perhaps a title. */
const LINK_TARGET = /^\]\((?:[^()\n]|\([^()\n]*\))*\)/;
/** A bare address ends before the punctuation of its sentence. */
const BARE_LINK = /https?:\/\/[^\s<>"'`\])]{3,2000}/iy;

/** `<https://…>` and `<somebody@example.org>` say where they end. */
const POINTED_LINK = /<((?:https?:\/\/|mailto:)?[^\s<>"]{3,2000})>/iy;
const ADDRESS = /^[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}$/;
const PLAIN = /[^\\\n`*_![\]hH<]+/y;

type Mark = '**' | '__' | '*' | '_' | '[' | '![';

interface Frame {
  mark: Mark | null;
  children: Inline[];
}

/** Inline Markdown in one pass over the text: every character is looked at a bounded number of times. */
export function parseInline(text: string): Inline[] {
  return new InlineParser(text).parse();
}

class InlineParser {
  private readonly frames: Frame[] = [{ mark: null, children: [] }];
  private plain = '';
  private at = 0;

  constructor(private readonly text: string) {}

  parse(): Inline[] {
    while (this.at < this.text.length) {
      this.plain += this.run(PLAIN);
      if (this.at < this.text.length && !this.special()) this.plain += this.text[this.at++];
    }
    while (this.frames.length > 1) this.abandon();
    this.flush();
    return this.top.children;
  }

  private get top(): Frame {
    return this.frames[this.frames.length - 1]!;
  }

  private special(): boolean {
    switch (this.text[this.at]) {
      case '\\':
        return this.escape();
      case '\n':
        return this.push({ type: 'break' }, 1);
      case '`':
        return this.code();
      case '*':
      case '_':
        return this.emphasis();
      case '!':
        return this.text[this.at + 1] === '[' && this.open('![');
      case '[':
        return this.open('[');
      case ']':
        return this.closeLink();
      case '<':
        return this.pointedLink();
      case 'h':
      case 'H':
        return this.bareLink();
      default:
        return false;
    }
  }

  private run(expression: RegExp): string {
    expression.lastIndex = this.at;
    const found = expression.exec(this.text)?.[0] ?? '';
    this.at += found.length;
    return found;
  }

  private escape(): boolean {
    const next = this.text[this.at + 1];
    if (next === undefined || !/[\\`*_{}[\]()#+\-.!>~|]/.test(next)) return false;
    this.plain += next;
    this.at += 2;
    return true;
  }

  private code(): boolean {
    let length = 1;
    while (this.text[this.at + length] === '`') length++;
    const fence = '`'.repeat(length);
    const from = this.at + length;
    const end = this.text.slice(from, from + MAX_CODE).indexOf(fence) + from;
    if (end < from) {
      this.plain += fence;
      this.at += length;
      return true;
    }
    const inner = this.text.slice(this.at + length, end).replace(/\n/g, ' ');
    return this.push({ type: 'code', text: inner.trim() || inner }, end + length - this.at);
  }

  private emphasis(): boolean {
    const char = this.text[this.at] as '*' | '_';
    const mark = (this.text[this.at + 1] === char ? char + char : char) as Mark;
    const before = this.text[this.at - 1] ?? ' ';
    const after = this.text[this.at + mark.length] ?? ' ';
    if (this.closeEmphasis(mark, { before, after })) return true;
    const opens = !/\s/.test(after) && (char === '*' || !/\w/.test(before));
    return opens && this.open(mark);
  }

  private closeEmphasis(mark: Mark, { before, after }: { before: string; after: string }): boolean {
    if (/\s/.test(before) || (mark.startsWith('_') && /\w/.test(after))) return false;
    const depth = this.frames.findLastIndex((frame) => frame.mark === mark);
    if (depth < 1) return false;
    this.flush();
    if (depth === this.frames.length - 1 && this.top.children.length === 0) return false;
    while (this.frames.length - 1 > depth) this.abandon();
    const { children } = this.frames.pop()!;
    return this.push({ type: mark.length === 2 ? 'strong' : 'emphasis', children }, mark.length);
  }

  private open(mark: Mark): boolean {
    if (this.frames.length > MAX_OPEN) return false;
    this.flush();
    this.frames.push({ mark, children: [] });
    this.at += mark.length;
    return true;
  }

  private closeLink(): boolean {
    const depth = this.frames.findLastIndex((frame) => frame.mark === '[' || frame.mark === '![');
    if (depth < 1 || this.text[this.at + 1] !== '(') return false;
    const target = LINK_TARGET.exec(this.text.slice(this.at, this.at + MAX_HREF))?.[0];
    if (!target) return false;
    const href = target.slice(2, -1).trim().split(/\s/, 1)[0] ?? '';
    this.flush();
    while (this.frames.length - 1 > depth) this.abandon();
    const { mark, children } = this.frames.pop()!;
    this.at += target.length;
    if (mark === '[' && SAFE_LINK.test(href)) this.top.children.push({ type: 'link', href, children });
    else this.top.children.push(...children);
    return true;
  }

  private bareLink(): boolean {
    if (/\w/.test(this.text[this.at - 1] ?? ' ') || this.frames.some((frame) => frame.mark === '['))
      return false;
    BARE_LINK.lastIndex = this.at;
    const href = BARE_LINK.exec(this.text)?.[0].replace(/[.,;:!?*_]+$/, '');
    if (!href) return false;
    return this.push({ type: 'link', href, children: [{ type: 'text', text: href }] }, href.length);
  }

  private pointedLink(): boolean {
    POINTED_LINK.lastIndex = this.at;
    const text = POINTED_LINK.exec(this.text)?.[1];
    const href = text && (ADDRESS.test(text) ? `mailto:${text}` : text);
    if (!href || !SAFE_LINK.test(href)) return false;
    return this.push({ type: 'link', href, children: [{ type: 'text', text }] }, text.length + 2);
  }

  private push(inline: Inline, length: number): boolean {
    this.flush();
    this.top.children.push(inline);
    this.at += length;
    return true;
  }

  /** An open mark that nothing closes was text after all. */
  private abandon(): void {
    this.flush();
    const { mark, children } = this.frames.pop()!;
    this.top.children.push({ type: 'text', text: mark ?? '' }, ...children);
  }

  private flush(): void {
    if (this.plain) this.top.children.push({ type: 'text', text: this.plain });
    this.plain = '';
  }
}

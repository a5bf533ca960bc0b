import type { Inline } from './markdown-tree.ts';

/** Open marks beyond this are text: what is nested deeper was not written to be read. */
const MAX_OPEN = 16;
/** In characters; bounds how far ahead a mark may look for its end. */
const MAX_HREF = 2_000;
const MAX_CODE = 2_000;

const SAFE_LINK = /^(https?:\/\/|mailto:)[^\s<>"]+$/i;
/** The part after a link's text: an address, which may hold one pair of parentheses, and perhaps a title. */
const LINK_TARGET = /^\]\((?:[^()\n]|\([^()\n]*\))*\)/;
const BARE_LINK = /https?:\/\/[^\s<>"'`\]]{3,2000}/iy;

/** `<https://…>` and `<somebody@example.org>` say where they end. */
const POINTED_LINK = /<((?:https?:\/\/|mailto:)?[^\s<>"]{3,2000})>/iy;
const ADDRESS = /^[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}$/;
const PLAIN = /[^\\\n`*_![\]hH<]+/y;
/** `snake_case` is one word: an underscore within one marks nothing. */
const WORD = /[\p{L}\p{N}]/u;

type Star = '*' | '_';
type Mark = Star | '**' | '__' | '[' | '![';

interface Frame {
  mark: Mark | null;
  children: Inline[];
}

/** Inline Markdown in one pass over the text: every character is looked at a bounded number of times. */
export function parseInline(text: string): Inline[] {
  return new InlineParser(text).parse();
}

/** A bare address ends before what ends its sentence, and before a parenthesis that it did not open (as in GFM). */
function withoutSentence(address: string): string {
  let unopened = address.split(')').length - address.split('(').length;
  let end = address.length;
  while (/[.,;:!?*_)]/.test(address[end - 1] ?? '')) {
    if (address[end - 1] === ')' && unopened-- <= 0) break;
    end--;
  }
  return address.slice(0, end);
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

  /** What neither opens nor closes is text as a whole: half of two stars means nothing. */
  private emphasis(): boolean {
    const star = this.text[this.at] as Star;
    let run = 1;
    while (run < 3 && this.text[this.at + run] === star) run++;
    const before = this.text[this.at - 1] ?? ' ';
    const after = this.text[this.at + run] ?? ' ';
    const touches = (side: string) => star === '_' && WORD.test(side);
    if (!/\s/.test(before) && !touches(after) && this.closeEmphasis(star, run)) return true;
    if (!/\s/.test(after) && !touches(before) && this.open(run > 1 ? `${star}${star}` : star)) return true;
    this.plain += star.repeat(run);
    this.at += run;
    return true;
  }

  /** Three stars close what was opened last, which is the inner one; what is left of them closes the outer. */
  private closeEmphasis(star: Star, run: number): boolean {
    const opened = this.frames.findLastIndex(({ mark }) =>
      run > 2 ? mark?.startsWith(star) : mark === star.repeat(run),
    );
    if (opened < 1) return false;
    this.flush();
    const depth = this.insideOut(opened);
    if (depth === this.frames.length - 1 && this.top.children.length === 0) return false;
    while (this.frames.length - 1 > depth) this.abandon();
    const { mark, children } = this.frames.pop()!;
    const length = mark?.length ?? 0;
    return this.push({ type: length > 1 ? 'strong' : 'emphasis', children }, length);
  }

  /** Of three stars that opened at once, those that close first are the inner ones. */
  private insideOut(depth: number): number {
    const [outer, inner, ...rest] = this.frames.slice(depth);
    const together = inner && outer?.children.length === 0 && inner.mark?.[0] === outer.mark?.[0];
    if (!together || rest.length > 0) return depth;
    [outer.mark, inner.mark] = [inner.mark, outer.mark];
    return depth + 1;
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
    if (depth < 1) return false;
    const target = LINK_TARGET.exec(this.text.slice(this.at, this.at + MAX_HREF))?.[0];
    if (!target) return this.closeBracket(depth);
    const href = target.slice(2, -1).trim().split(/\s/, 1)[0] ?? '';
    this.flush();
    while (this.frames.length - 1 > depth) this.abandon();
    const { mark, children } = this.frames.pop()!;
    this.at += target.length;
    if (mark === '[' && SAFE_LINK.test(href)) this.top.children.push({ type: 'link', href, children });
    else this.top.children.push(...children);
    return true;
  }

  /** `[1]` is text, and what follows it may hold links. */
  private closeBracket(depth: number): boolean {
    if (depth === this.frames.length - 1) this.abandon();
    return false;
  }

  private bareLink(): boolean {
    if (/\w/.test(this.text[this.at - 1] ?? ' ') || this.frames.some((frame) => frame.mark === '['))
      return false;
    BARE_LINK.lastIndex = this.at;
    const href = withoutSentence(BARE_LINK.exec(this.text)?.[0] ?? '');
    if (!SAFE_LINK.test(href)) return false;
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

/** Words, numbers and colours; never a function, so never an address. */
const WORD = /^[a-z-]{1,30}$/i;
const COLOR = /^(#[0-9a-f]{3,8}|[a-z]{3,30}|rgba?\([\d\s,.%/]{5,40}\))$/i;
const LENGTH = /^(0|\d{1,3}(\.\d{1,4})?(px|pt|em|rem|%))$/i;
const WIDTH = /^(auto|0|\d{1,4}(\.\d{1,4})?(px|pt|em|rem|%))$/i;
/** Up to four lengths, none of them negative: a negative margin would lay one thing over another. */
const LENGTHS = /^((0|auto|\d{1,3}(\.\d{1,4})?(px|pt|em|rem|%))\s*){1,4}$/i;
const BORDER =
  /^(none|0|(\d{1,2}(\.\d{1,2})?(px|pt)?|thin|medium|thick|solid|dashed|dotted|double|#[0-9a-f]{3,8}|[a-z]{3,20}|rgba?\([\d\s,.%/]{5,40}\)|\s){1,9})$/i;
const FONTS = /^[\w\s,'"-]{1,200}$/;
/** Readable: neither hidden in nothing nor filling the screen. */
const FONT_SIZE =
  /^([89]|[1-4]\d|4[0-8])(\.\d{1,4})?px$|^([6-9]|[1-3]\d)(\.\d{1,4})?pt$|^(0?\.[6-9]\d*|[1-3](\.\d{1,4})?)r?em$|^([6-9]\d|[1-2]\d\d)(\.\d+)?%$|^(x{0,2}-?)(small|large)$|^(medium|smaller|larger)$/i;

const sides = (name: string, rule: RegExp) =>
  ['', '-top', '-right', '-bottom', '-left'].map((side) => [name + side, [rule]] as const);

/** The styles a mail may bring: how words look, and boxes beside each other. No position, no layers, nothing invisible, nothing loaded. */
export const ALLOWED_STYLES: Record<string, Record<string, RegExp[]>> = {
  '*': {
    color: [COLOR],
    'background-color': [COLOR],
    background: [COLOR],
    'font-family': [FONTS],
    'font-size': [FONT_SIZE],
    'font-style': [WORD],
    'font-weight': [/^(\d{3}|[a-z]{4,8})$/i],
    'text-align': [WORD],
    'text-decoration': [/^[a-z\s-]{1,40}$/i],
    'vertical-align': [WORD],
    'white-space': [/^(normal|nowrap|pre|pre-wrap|pre-line)$/i],
    'list-style-type': [WORD],
    'border-collapse': [WORD],
    'border-radius': [LENGTH],
    direction: [/^(ltr|rtl)$/i],
    width: [WIDTH],
    'max-width': [WIDTH],
    ...Object.fromEntries([
      ...sides('border', BORDER),
      ...sides('padding', LENGTHS),
      ...sides('margin', LENGTHS),
    ]),
  },
};

/** In characters; the contract's own limit, which cannot be imported without its validator. */
export const MAX_TEXT = 4_000;
/** From here on the message box counts. */
export const COUNT_FROM = 3_600;

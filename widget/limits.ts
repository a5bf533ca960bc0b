/** The same as the contract's MAX_VISITOR_TEXT, which would bring its validator along. */
export const MAX_TEXT = 4_000;
/** From here on the message box counts. */
export const COUNT_FROM = 3_600;

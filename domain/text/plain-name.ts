/** Control characters, line ends, and marks that turn the direction of writing round: in no name, and a trick in any list. */
const UNPLAIN = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;

/** Whether a name can be shown beside others without changing how they read. */
export const isPlainName = (name: string): boolean => !UNPLAIN.test(name);

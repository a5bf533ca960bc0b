/** Control characters, line ends, and marks that turn the direction of writing round: in no name, and a trick in any list. */
const UNPLAIN = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;
/** Something that is seen: not only spaces, and letters that show nothing (Unicode's Default_Ignorable_Code_Point). */
const VISIBLE = /[^\p{Z}\p{C}\p{DI}]/u;

/** Whether a name can be shown beside others without changing how they read, and shows at all. */
export const isPlainName = (name: string): boolean => !UNPLAIN.test(name) && VISIBLE.test(name);

export const PLAIN_NAME_WORDS = 'A name can be seen, is one line, and has no marks that turn text round.';

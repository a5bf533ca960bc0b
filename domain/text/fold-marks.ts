/** Letters whose mark is part of them, so that Unicode does not take it off. */
const BARE: Record<string, string> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ı: 'i',
  ß: 'ss',
  æ: 'ae',
  Ł: 'L',
  Ø: 'O',
  Đ: 'D',
};

/** A text without its letters' marks, as many people and some programs write: "automatiska" is "automātiska". */
export const withoutMarks = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[łøđıßæŁØĐ]/g, (letter) => BARE[letter] ?? letter)
    .normalize('NFC');

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
/** A shorter word with another letter is another word. */
const SHORTEST = 4;
const LONGEST = 24;

/** Every word that is one slip away: a letter too many, too few, another one, or two that changed places. Only of Latin letters. */
export function slipsOf(word: string): string[] {
  if (!/^[a-z]+$/.test(word) || word.length < SHORTEST || word.length > LONGEST) return [];
  const slips = new Set<string>();
  for (let at = 0; at <= word.length; at++) {
    const [before, after] = [word.slice(0, at), word.slice(at)];
    for (const letter of LETTERS) {
      slips.add(before + letter + after);
      if (after) slips.add(before + letter + after.slice(1));
    }
    if (after) slips.add(before + after.slice(1));
    if (after.length > 1) slips.add(before + after.charAt(1) + after.charAt(0) + after.slice(2));
  }
  slips.delete(word);
  return [...slips];
}

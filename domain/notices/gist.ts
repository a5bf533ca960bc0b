import { shorten } from '../text/shorten.ts';

/** What fits on a locked screen. In characters. */
const MAX_GIST = 120;

/** What a waiting conversation is about, in a line. */
export function gistOf({ said, reason }: { said: string | null; reason: string | null }): string {
  const line = (text: string | null) => (text ?? '').replace(/\s+/g, ' ').trim();
  return shorten(line(said) || line(reason) || 'Asks for a person.', MAX_GIST);
}

/** The title of an offer that a message picks: by its number, or by its words. */
export function pickedFrom(titles: string[], message: string): string | null {
  const number = /^(?:nr|no|nummer|number)?\s*(\d)$/.exec(plain(message))?.[1];
  return number ? (titles[Number(number) - 1] ?? null) : placeNamed(titles, message);
}

/** The one place whose title or heading a message names, and nothing else. */
export function placeNamed(places: string[], message: string): string | null {
  const text = plain(message);
  if (text.length < 2) return null;
  const named = places.filter((place) => [place, ...place.split(' › ')].some((part) => plain(part) === text));
  return named.length === 1 ? (named[0] ?? null) : null;
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}

/** The offered title that a message picks: by its number, or by its words. */
export function pickedFrom(titles: string[], message: string): string | null {
  const text = plain(message);
  const number = /^(?:nr|no|nummer|number)?\s*(\d)$/.exec(text)?.[1];
  if (number) return titles[Number(number) - 1] ?? null;
  if (text.length < 2) return null;
  return (
    titles.find(
      (title) => plain(title) === text || title.split(' › ').some((part) => plain(part) === text),
    ) ?? null
  );
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}

/** Sites, one a line. What is none is refused by the api, in words. */
export function originsOf(text: string): string[] {
  const lines = text
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter(Boolean);
  return [...new Set(lines)];
}

/** Sites, one a line, as people paste them: `https://www.example.com/pricing` means its origin. What is no address stays, to be refused in words. */
export function originsOf(text: string): string[] {
  const lines = text
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter(Boolean);
  return [...new Set(lines.map(originOf))];
}

function originOf(line: string): string {
  if (!/^https?:\/\//i.test(line) || !URL.canParse(line)) return line;
  return new URL(line).origin;
}

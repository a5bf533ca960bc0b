const UNITS = [
  { name: 'day', ms: 86_400_000, from: 2 },
  { name: 'hour', ms: 3_600_000, from: 1 },
  { name: 'minute', ms: 60_000, from: 1 },
] as const;

/** `3 days`, `1 hour`, `2.4 s`: as exact as somebody wants to read it. */
export function durationWords(ms: number): string {
  for (const { name, ms: unit, from } of UNITS) {
    const count = Math.floor(ms / unit);
    if (count >= from) return `${count} ${name}${count === 1 ? '' : 's'}`;
  }
  const seconds = Math.max(0, ms) / 1_000;
  return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
}

const WEEK_MS = 7 * 86_400_000;

/** How often something was asked in the last seven days against the seven before. `isNew`: never before those. */
export function trendOf(times: readonly string[], now: Date): { change: number; isNew: boolean } {
  const ages = times.map((time) => now.getTime() - Date.parse(time));
  const thisWeek = ages.filter((age) => age < WEEK_MS).length;
  const lastWeek = ages.filter((age) => age >= WEEK_MS && age < 2 * WEEK_MS).length;
  return { change: thisWeek - lastWeek, isNew: thisWeek > 0 && thisWeek === times.length };
}

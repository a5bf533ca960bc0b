/** Between two looks at something that happens elsewhere: soon at first, and then seldom, as looking keeps the others waiting. */
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 160;

/** Nobody waits this long where things work: on a machine that does ten other things, what comes late still comes. */
const PATIENCE_MS = 120_000;

/** Waits until a look finds something; says what it waited for when it never came. */
export async function eventually<Found>(
  what: string,
  look: () => Promise<Found | null | undefined | false> | Found | null | undefined | false,
  withinMs = PATIENCE_MS,
): Promise<Found> {
  const deadline = Date.now() + withinMs;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
    const found = await look();
    if (found !== null && found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`Waited ${withinMs / 1000} s for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

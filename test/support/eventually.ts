/** Between two looks at something that happens elsewhere. */
const PAUSE_MS = 25;

/** Nobody waits this long where things work: on a machine that does ten other things, what comes late still comes. */
const PATIENCE_MS = 120_000;

/** Waits until a look finds something; says what it waited for when it never came. */
export async function eventually<Found>(
  what: string,
  look: () => Promise<Found | null | undefined | false> | Found | null | undefined | false,
  withinMs = PATIENCE_MS,
): Promise<Found> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== null && found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`Waited ${withinMs / 1000} s for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

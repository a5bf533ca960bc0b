import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** WCAG 2.0 to 2.2 A and AA, best practice, and rules that are new: a label that hides visible words is one of those. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice', 'experimental'];
export const SCHEMES = ['light', 'dark'] as const;

/** What axe-core holds against what is on the screen, a line a rule. */
export async function faultsOf(page: Page): Promise<string[]> {
  // Half a colour has half a contrast: what fades in has arrived.
  await page.evaluate(() => {
    const ending = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    return Promise.allSettled(ending.map(({ finished }) => finished));
  });
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    (values) =>
      (globalThis as unknown as { axe: typeof axe }).axe.run({
        runOnly: { type: 'tag', values },
        resultTypes: ['violations'],
      }),
    TAGS,
  );
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
}

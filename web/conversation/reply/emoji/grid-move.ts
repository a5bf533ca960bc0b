/** Signs side by side. */
export const COLUMNS = 8;

/** Where an arrow leads in a grid that is filled row by row; null: the key moves nothing. `forward`: the arrow in reading direction. */
export function gridMove(
  at: number,
  { key, count, forward }: { key: string; count: number; forward: 'ArrowRight' | 'ArrowLeft' },
): number | null {
  const side = key === 'ArrowRight' || key === 'ArrowLeft';
  const step = side ? (key === forward ? 1 : -1) : { ArrowDown: COLUMNS, ArrowUp: -COLUMNS }[key];
  if (step === undefined || count === 0) return null;
  const to = at + step;
  if (to < 0) return side ? count - 1 : at;
  return to < count
    ? to
    : side
      ? 0
      : Math.floor(at / COLUMNS) < Math.floor((count - 1) / COLUMNS)
        ? count - 1
        : at;
}

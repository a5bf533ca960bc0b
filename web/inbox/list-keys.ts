/** Where an arrow leads. */
export function stepOf(key: string): -1 | 0 | 1 {
  if (key === 'ArrowDown') return 1;
  return key === 'ArrowUp' ? -1 : 0;
}

/** To which end of the list a key goes, inside it. */
export function endOf(key: string): 'first' | 'last' | null {
  if (key === 'Home') return 'first';
  return key === 'End' ? 'last' : null;
}

/** Where a step leads: from the focused one, else from the open conversation, else to the first. */
export function neighbour<Item>(
  items: Item[],
  from: { focused: unknown; current: unknown; step: -1 | 1 },
): Item | null {
  const focused = items.findIndex((item) => item === from.focused);
  const start = focused >= 0 ? focused : items.findIndex((item) => item === from.current);
  if (start < 0) return items[0] ?? null;
  return items[Math.min(items.length - 1, Math.max(0, start + from.step))] ?? null;
}

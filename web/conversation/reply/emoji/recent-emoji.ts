const KEY = 'throughline.emoji';
/** Two rows of the grid. */
const MOST = 16;

type Store = Pick<Storage, 'getItem' | 'setItem'>;

/** Signs that were used last in this browser, newest first. */
export function recentEmoji(storage: Store): string[] {
  try {
    const kept: unknown = JSON.parse(storage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter((sign) => typeof sign === 'string').slice(0, MOST) : [];
  } catch {
    return [];
  }
}

/** A full storage forgets, and nothing else. */
export function rememberEmoji(sign: string, storage: Store): void {
  const signs = [sign, ...recentEmoji(storage).filter((each) => each !== sign)].slice(0, MOST);
  try {
    storage.setItem(KEY, JSON.stringify(signs));
  } catch {
    return;
  }
}

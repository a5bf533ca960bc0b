import { storageKey } from './launch.ts';

/** A browser's storage, or memory where it is forbidden, full or broken. Values are JSON. */
export interface Store {
  read(name: string): unknown;
  /** @param value undefined removes it. */
  write(name: string, value: unknown): void;
}

export function createStore(widgetKey: string, storage: () => Storage = () => localStorage): Store {
  const memory = new Map<string, unknown>();
  return {
    read(name) {
      if (memory.has(name)) return memory.get(name);
      return (
        attempt(() => JSON.parse(storage().getItem(storageKey(widgetKey, name)) ?? 'null') as unknown) ?? null
      );
    },
    write(name, value) {
      const key = storageKey(widgetKey, name);
      const kept = attempt(() => {
        if (value === undefined) storage().removeItem(key);
        else storage().setItem(key, JSON.stringify(value));
        return true;
      });
      if (kept) memory.delete(name);
      else memory.set(name, value);
    },
  };
}

function attempt<Result>(action: () => Result): Result | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}

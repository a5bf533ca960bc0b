import { storageKey } from './launch.ts';

/** What all tabs of one browser share: its storage, or their memory where it is forbidden or broken. Values are JSON. */
export interface Store {
  read(name: string): unknown;
  /** @param value undefined removes it. */
  write(name: string, value: unknown): void;
  /** The names in use that begin so. */
  names(prefix: string): string[];
  /** Another tab wrote. */
  onWritten(listener: (name: string) => void): void;
}

/** @param storage throws where a browser forbids it. */
export function createStore(widgetKey: string, storage: () => Storage = () => localStorage): Store {
  const memory = new Map<string, unknown>();
  const prefix = storageKey(widgetKey, '');
  let notifyOthers = (_name: string) => {};
  return {
    read(name) {
      if (memory.has(name)) return memory.get(name);
      return attempt(() => JSON.parse(storage().getItem(prefix + name) ?? 'null') as unknown) ?? null;
    },
    write(name, value) {
      const written = attempt(() => {
        if (value === undefined) storage().removeItem(prefix + name);
        else storage().setItem(prefix + name, JSON.stringify(value));
        return true;
      });
      if (written || value === undefined) memory.delete(name);
      else memory.set(name, value);
      notifyOthers(name);
    },
    names(start) {
      const stored = attempt(() => keysOf(storage())) ?? [];
      const own = stored.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
      return [...new Set([...own, ...memory.keys()])].filter((name) => name.startsWith(start));
    },
    onWritten(listener) {
      if (!attempt(() => keysOf(storage())))
        notifyOthers = attempt(() => shareMemory(prefix, memory, listener)) ?? notifyOthers;
      else
        addEventListener('storage', ({ key }) => {
          if (key?.startsWith(prefix)) listener(key.slice(prefix.length));
        });
    },
  };
}

const keysOf = (storage: Storage) =>
  Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '');

type Word = [name: string, value: unknown] | [];

/** Without a storage the open tabs remember for each other; whoever is new asks first. @returns how to share the others. */
function shareMemory(prefix: string, memory: Map<string, unknown>, listener: (name: string) => void) {
  const channel = new BroadcastChannel(prefix);
  const share = (name: string) => channel.postMessage([name, memory.get(name)]);
  channel.onmessage = ({ data: [name, value] }: MessageEvent<Word>) => {
    if (name === undefined) return [...memory.keys()].forEach(share);
    if (value === undefined) memory.delete(name);
    else memory.set(name, value);
    listener(name);
  };
  channel.postMessage([]);
  return share;
}

function attempt<Result>(action: () => Result): Result | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}

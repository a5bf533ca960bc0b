import net from 'node:net';
import process from 'node:process';

/** A port that stays ours while the process that answers there is started again. */
export interface HeldPort {
  fd: number;
  release(): void;
}

/** Where the handle lies in the process that inherits it: behind its three streams and its channel to us. */
export const INHERITED_AS = 4;

interface BoundHandle {
  fd: number;
  close(): void;
}

/** Not in Node's documentation; its own `cluster` is made with it. */
const { _createServerHandle: bind } = net as typeof net & {
  _createServerHandle?(address: null, port: number): BoundHandle | number;
};

/**
 * Bound and not listened on: whoever inherits it listens, and when they die, whoever connects waits in the system's queue instead of
 * being refused, until the next one takes the same handle. Null where that cannot be had.
 */
export function holdPort(port: number): HeldPort | null {
  const handle = process.platform === 'win32' ? undefined : bind?.(null, port);
  if (typeof handle !== 'object') return null;
  return { fd: handle.fd, release: () => handle.close() };
}

import { connect, createServer, type Socket } from 'node:net';
import { once } from 'node:events';

/** What passed between a process and Postgres. */
export interface WireCounts {
  /** Times that Postgres was asked and had answered: its `ReadyForQuery`. */
  roundTrips: number;
  /** Both ways. */
  bytes: number;
  /** That reached the process: one `NOTIFY` counts once for each connection that listens. */
  notified: number;
}

export interface CountedWire {
  /** The same database, through here. */
  url: string;
  counts(): WireCounts;
  stop(): Promise<void>;
}

/** Stands between a process and Postgres and counts, so that neither need know. */
export async function startCountedWire(databaseUrl: string): Promise<CountedWire> {
  const target = new URL(databaseUrl);
  const counts: WireCounts = { roundTrips: 0, bytes: 0, notified: 0 };
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const postgres = connect(Number(target.port), target.hostname);
    const read = messageReader((type) => {
      if (type === 'Z') counts.roundTrips++;
      if (type === 'A') counts.notified++;
    });
    client.on('data', (piece) => (counts.bytes += piece.length));
    postgres.on('data', (piece) => {
      counts.bytes += piece.length;
      read(piece);
    });
    client.pipe(postgres).pipe(client);
    for (const [socket, other] of [
      [client, postgres],
      [postgres, client],
    ] as const) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  return {
    url: url.href,
    counts: () => ({ ...counts }),
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

const HEAD_BYTES = 5;

/**
 * Follows a server's messages over the pieces they come in: a letter, and a length that counts itself
 * (postgresql.org/docs/current/protocol-overview.html).
 */
export function messageReader(onMessage: (type: string) => void): (piece: Buffer) => void {
  let rest = Buffer.alloc(0);
  let toSkip = 0;
  return (piece) => {
    let bytes = rest.length > 0 ? Buffer.concat([rest, piece]) : piece;
    for (;;) {
      const skipped = Math.min(toSkip, bytes.length);
      toSkip -= skipped;
      bytes = bytes.subarray(skipped);
      if (bytes.length < HEAD_BYTES) break;
      onMessage(String.fromCharCode(bytes[0] ?? 0));
      toSkip = 1 + bytes.readInt32BE(1);
    }
    rest = Buffer.from(bytes);
  };
}

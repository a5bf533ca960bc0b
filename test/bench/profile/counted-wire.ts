import { connect, createServer, type Socket } from 'node:net';
import { once } from 'node:events';
import { messageReader, startupReader } from './wire-messages.ts';

/** What passed between a process and Postgres. */
export interface WireCounts {
  /** Times that Postgres was asked and had answered: its `ReadyForQuery`. */
  roundTrips: number;
  /** Both ways. */
  bytes: number;
  /** That reached the process: one `NOTIFY` counts once for each connection that listens. */
  notified: number;
  /** How often each statement ran, by its text. */
  statements: Map<string, number>;
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
  const counts: WireCounts = { roundTrips: 0, bytes: 0, notified: 0, statements: new Map() };
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const postgres = connect(Number(target.port), target.hostname);
    const answered = messageReader((type) => {
      if (type === 'Z') counts.roundTrips++;
      if (type === 'A') counts.notified++;
    });
    const asked = startupReader(
      statementReader((text) => counts.statements.set(text, (counts.statements.get(text) ?? 0) + 1)),
    );
    client.on('data', (piece) => {
      counts.bytes += piece.length;
      asked(piece);
    });
    postgres.on('data', (piece) => {
      counts.bytes += piece.length;
      answered(piece);
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
    counts: () => ({ ...counts, statements: new Map(counts.statements) }),
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Every statement that runs: sent as text, or bound to one that was parsed, before or just now. */
function statementReader(onStatement: (text: string) => void): (type: string, body: Buffer) => void {
  const parsed = new Map<string, string>();
  return (type, body) => {
    if (type === 'Q') onStatement(wordsUpTo(body, 0).words);
    if (type === 'P') {
      const { words: name, end } = wordsUpTo(body, 0);
      parsed.set(name, wordsUpTo(body, end).words);
    }
    if (type === 'B') {
      const { words: name } = wordsUpTo(body, wordsUpTo(body, 0).end);
      onStatement(parsed.get(name) ?? name);
    }
  };
}

/** The protocol's strings end with a zero. */
function wordsUpTo(body: Buffer, from: number): { words: string; end: number } {
  const end = body.indexOf(0, from);
  return { words: body.toString('utf8', from, end).replace(/\s+/g, ' ').trim(), end: end + 1 };
}

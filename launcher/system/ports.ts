import { execFile } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import process from 'node:process';
import { promisify } from 'node:util';

/** A sentence for the terminal; no stack trace helps here. */
class PortInUse extends Error {}

/** @throws PortInUse naming the port, the variable that changes it and, if known, who holds it. */
export async function requireFreePort({ port, variable }: { port: number; variable: string }): Promise<void> {
  if (await isPortFree(port)) return;
  const holder = await portHolder(port);
  throw new PortInUse(
    `Port ${port} is in use${holder ? ` by ${holder}` : ''}: stop that, or choose another port with ${variable}, ` +
      `for example ${variable}=${port + 1} npm start.`,
  );
}

/** Both addresses are tried: a server on one of them would get part of the traffic meant for ours. */
export async function isPortFree(port: number): Promise<boolean> {
  return (await canListen(port, '127.0.0.1')) && (await canListen(port));
}

/**
 * Below the range from which systems take ports for outgoing connections: nobody gets it by chance before its server, which may
 * start much later, listens on it.
 */
const PORTS = { from: 20_000, to: 32_000 };

export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(PORTS.from, PORTS.to);
    if (await isPortFree(port)) return port;
  }
}

async function canListen(port: number, host?: string): Promise<boolean> {
  const server = createServer();
  try {
    server.listen({ port, host, exclusive: true });
    await once(server, 'listening');
    server.close();
    await once(server, 'close');
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EACCES') {
      throw new PortInUse(`This user may not listen on port ${port}: ports below 1024 need special rights.`);
    }
    return false;
  }
}

/** Such as `nginx (process 812)`; null when the system does not tell us. */
async function portHolder(port: number): Promise<string | null> {
  try {
    const pid = process.platform === 'linux' ? await linuxListener(port) : await lsofListener(port);
    if (!pid) return null;
    const { stdout } = await promisify(execFile)('ps', ['-o', 'comm=', '-p', String(pid)]);
    return `${stdout.trim().split('/').at(-1)} (process ${pid})`;
  } catch {
    return null;
  }
}

async function lsofListener(port: number): Promise<number | null> {
  const { stdout } = await promisify(execFile)('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-t']);
  return Number(stdout.split('\n')[0]) || null;
}

async function linuxListener(port: number): Promise<number | null> {
  const sockets = await listeningSockets(port);
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const files = await readdir(`/proc/${pid}/fd`).catch(() => []);
    for (const file of files) {
      const target = await readlink(`/proc/${pid}/fd/${file}`).catch(() => '');
      if (sockets.has(target)) return Number(pid);
    }
  }
  return null;
}

/** As the links under /proc/<pid>/fd name them. */
async function listeningSockets(port: number): Promise<Set<string>> {
  const LISTEN = '0A';
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const tables = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map((file) => readFile(file, 'utf8').catch(() => '')),
  );
  const rows = tables.flatMap((table) => table.split('\n').map((line) => line.trim().split(/\s+/)));
  const ours = rows.filter((row) => row[1]?.endsWith(suffix) && row[3] === LISTEN);
  return new Set(ours.map((row) => `socket:[${row[9]}]`));
}

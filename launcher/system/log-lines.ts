import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { WriteStream } from 'node:fs';

/** pino's number for a warning. */
const WARN = 40;

export interface ChildLog {
  stdout: Readable;
  stderr: Readable;
  file: WriteStream;
  /** Gets what a person should see. */
  show: (line: string) => void;
}

/** Every line goes to the file; warnings, errors and what was written to stderr also go to the terminal. */
export function followLog({ stdout, stderr, file, show }: ChildLog): void {
  createInterface(stdout).on('line', (line) => {
    file.write(`${line}\n`);
    const text = worthShowing(line);
    if (text) show(text);
  });
  createInterface(stderr).on('line', (line) => {
    file.write(`${line}\n`);
    const text = line.startsWith('{') ? worthShowing(line) : line;
    if (text?.trim()) show(text);
  });
}

function worthShowing(line: string): string | null {
  if (!line.startsWith('{')) return null;
  try {
    const { level, msg, err } = JSON.parse(line) as {
      level?: number;
      msg?: string;
      err?: { message?: string };
    };
    if (level === undefined || level < WARN) return null;
    const reason = err?.message && err.message !== msg ? `: ${err.message}` : '';
    return `${msg ?? ''}${reason}`;
  } catch {
    return null;
  }
}

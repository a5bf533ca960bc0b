import process from 'node:process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { findOnPath, runProgram } from '../../launcher/system/programs.ts';
import { unpackChromium } from './chromium-unpack.ts';

type Progress = (text: string) => void;

/** Debian's name for Chromium without windows. */
const SHELL = 'chromium-headless-shell';

const INSTALL_TIMEOUT_MS = 10 * 60_000;

/** Tries what this machine and this user allow, the cheapest first; whether it worked is for the caller to see. */
export async function installChromium({
  unpackTo,
  onProgress,
}: {
  unpackTo: string;
  onProgress: Progress;
}): Promise<void> {
  if (await playwrightDownloads()) {
    onProgress('downloading Chromium (about 170 MB)');
    if (await installWithPlaywright()) return;
  }
  const apt = findOnPath(['apt-get']);
  if (!apt) return;
  if (process.getuid?.() === 0) {
    onProgress('installing Chromium with apt-get (about a minute)');
    await installWithApt([apt], ['chromium', SHELL]);
  } else if (await mayUseSudo()) {
    onProgress('installing Chromium with sudo apt-get (about a minute)');
    await installWithApt(['sudo', '-n', apt], ['chromium', SHELL]);
  } else {
    onProgress('unpacking Debian’s Chromium for this user (about a minute)');
    await unpackChromium(unpackTo);
  }
}

/** Debian's package beside its Chromium; nothing where that is not Debian's, or this user may install nothing. */
export async function installShell(onProgress: Progress): Promise<void> {
  const apt = findOnPath(['apt-get']);
  if (!apt) return;
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && !(await mayUseSudo())) return;
  onProgress('adding its headless shell with apt-get');
  await installWithApt(isRoot ? [apt] : ['sudo', '-n', apt], [SHELL]);
}

/** Its own download waits for minutes where the host is not reachable. */
async function playwrightDownloads(): Promise<boolean> {
  try {
    await fetch('https://cdn.playwright.dev/', { method: 'HEAD', signal: AbortSignal.timeout(4_000) });
    return true;
  } catch {
    return false;
  }
}

async function installWithPlaywright(): Promise<boolean> {
  const cli = join(dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')), 'cli.js');
  const args = [cli, 'install', ...(process.getuid?.() === 0 ? ['--with-deps'] : []), 'chromium'];
  return (await runProgram(process.execPath, args, { timeoutMs: INSTALL_TIMEOUT_MS })).ok;
}

async function mayUseSudo(): Promise<boolean> {
  return findOnPath(['sudo']) !== null && (await runProgram('sudo', ['-n', 'true'], { timeoutMs: 5_000 })).ok;
}

async function installWithApt([program = '', ...start]: string[], packages: string[]): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const run = (args: string[]) =>
    runProgram(program, [...start, ...args], { timeoutMs: INSTALL_TIMEOUT_MS, env });
  await run(['update']);
  await run(['install', '-y', '--no-install-recommends', ...packages]);
}

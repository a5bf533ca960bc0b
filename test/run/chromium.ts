import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { installChromium, installShell } from './chromium-install.ts';
import { userCacheFolder } from '../../launcher/node/cache-folder.mjs';
import { findOnPath, isExecutable, runProgram } from '../../launcher/system/programs.ts';

const ON_PATH = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const SHELL_ON_PATH = ['chromium-headless-shell', 'chrome-headless-shell'];

/** The programs to drive in browser tests. */
export interface Chromium {
  /** With everything that a person's has, service workers that are pushed to among it. */
  whole: string;
  /** The same engine without windows, in two thirds of the time; the whole one where there is none. */
  shell: string;
}

type Progress = (text: string) => void;

/** Installs first what is not there. @throws a sentence that says what to do. */
export async function findChromium(onProgress: Progress = () => {}): Promise<Chromium> {
  const whole = (await presentChromium()) ?? (await installedChromium(onProgress));
  if (!whole)
    throw new Error(
      'The browser tests need Chromium: install it, or set CHROMIUM_PATH to a Chrome or Chromium that runs.',
    );
  return { whole, shell: (await presentShell()) ?? (await installedShell(onProgress)) ?? whole };
}

async function installedChromium(onProgress: Progress): Promise<string | null> {
  if (process.env['CHROMIUM_PATH']) return null;
  await installChromium({ unpackTo: unpackedFolder(), onProgress });
  return presentChromium();
}

async function installedShell(onProgress: Progress): Promise<string | null> {
  if (process.env['CHROMIUM_PATH']) return null;
  await installShell(onProgress);
  return presentShell();
}

function presentChromium(): Promise<string | null> {
  const given = process.env['CHROMIUM_PATH'];
  return firstToAnswer(
    given ? [given] : [findOnPath(ON_PATH), ...playwrightCache(WHOLE), join(unpackedFolder(), 'chromium')],
  );
}

function presentShell(): Promise<string | null> {
  const given = process.env['CHROMIUM_SHELL_PATH'];
  if (!given && process.env['CHROMIUM_PATH']) return Promise.resolve(null);
  const unpacked = join(unpackedFolder(), 'chromium-headless-shell');
  return firstToAnswer(given ? [given] : [findOnPath(SHELL_ON_PATH), ...playwrightCache(SHELL), unpacked]);
}

async function firstToAnswer(candidates: (string | null)[]): Promise<string | null> {
  for (const file of candidates) if (file && isExecutable(file) && (await answers(file))) return file;
  return null;
}

function answers(file: string): Promise<boolean> {
  return runProgram(file, ['--version'], { timeoutMs: 20_000 }).then(({ ok }) => ok);
}

const WHOLE = {
  builds: /^chromium-\d+$/,
  inside: [
    'chrome-linux/chrome',
    'chrome-linux64/chrome',
    'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
    'chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
  ],
};
const SHELL = {
  builds: /^chromium_headless_shell-\d+$/,
  inside: [
    'chrome-linux/headless_shell',
    'chrome-headless-shell-linux64/chrome-headless-shell',
    'chrome-mac/headless_shell',
    'chrome-headless-shell-mac-arm64/chrome-headless-shell',
  ],
};

function playwrightCache({ builds, inside }: typeof WHOLE): string[] {
  const folders: Partial<Record<NodeJS.Platform, string>> = {
    darwin: join(homedir(), 'Library/Caches/ms-playwright'),
    linux: join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'ms-playwright'),
  };
  const folder = process.env['PLAYWRIGHT_BROWSERS_PATH'] || folders[process.platform];
  if (!folder || !existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => builds.test(name))
    .sort()
    .reverse()
    .flatMap((build) => inside.map((path) => join(folder, build, path)));
}

const unpackedFolder = () => join(userCacheFolder(), 'chromium');

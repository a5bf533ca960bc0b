import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { installChromium } from './chromium-install.ts';
import { userCacheFolder } from '../../launcher/node/cache-folder.mjs';
import { findOnPath, isExecutable, runProgram } from '../../launcher/system/programs.ts';

const ON_PATH = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The program to drive in browser tests; installed first where there is none. @throws a sentence that says what to do. */
export async function findChromium(onProgress: (text: string) => void = () => {}): Promise<string> {
  const found = await presentChromium();
  if (found) return found;
  if (!process.env['CHROMIUM_PATH']) await installChromium({ unpackTo: unpackedFolder(), onProgress });
  const installed = await presentChromium();
  if (installed) return installed;
  throw new Error(
    'The browser tests need Chromium: install it, or set CHROMIUM_PATH to a Chrome or Chromium that runs.',
  );
}

async function presentChromium(): Promise<string | null> {
  const given = process.env['CHROMIUM_PATH'];
  const candidates = given ? [given] : [findOnPath(ON_PATH), ...playwrightCache(), unpackedChromium()];
  for (const file of candidates) if (file && isExecutable(file) && (await answers(file))) return file;
  return null;
}

function answers(file: string): Promise<boolean> {
  return runProgram(file, ['--version'], { timeoutMs: 20_000 }).then(({ ok }) => ok);
}

function playwrightCache(): string[] {
  const folders: Partial<Record<NodeJS.Platform, string>> = {
    darwin: join(homedir(), 'Library/Caches/ms-playwright'),
    linux: join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'ms-playwright'),
  };
  const folder = process.env['PLAYWRIGHT_BROWSERS_PATH'] || folders[process.platform];
  if (!folder || !existsSync(folder)) return [];
  const inside = [
    'chrome-linux/chrome',
    'chrome-linux64/chrome',
    'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
    'chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
  ];
  const builds = readdirSync(folder).filter((name) => /^chromium-\d+$/.test(name));
  return builds
    .sort()
    .reverse()
    .flatMap((build) => inside.map((path) => join(folder, build, path)));
}

const unpackedFolder = () => join(userCacheFolder(), 'chromium');
const unpackedChromium = () => join(unpackedFolder(), 'chromium');

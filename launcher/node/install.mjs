import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { holdInstallation } from './install-lock.mjs';
import { InstallationFailed, runNpm } from './run-npm.mjs';

const LOCK = 'package-lock.json';
const STAMP = 'node_modules/.throughline-installed';
/** npm's record of what it installed, written at the end of every installation. */
const NPM_RECORD = 'node_modules/.package-lock.json';

/** Makes the npm packages anew unless they are known to be those of the lockfile, and whole. */
export async function installPackages() {
  if (isStamped()) return;
  const lock = await holdInstallation();
  try {
    // Another start may have installed them while we waited.
    if (!isStamped() && !installedByHand()) await install(lock);
    writeFileSync(STAMP, stamp());
  } finally {
    lock.release();
  }
}

/** Never `npm install`: on top of half unpacked packages it says that all is well. */
async function install(lock) {
  if (lstatSync('node_modules', { throwIfNoEntry: false })?.isSymbolicLink())
    throw new InstallationFailed(
      'node_modules is a link to packages of another version: run npm ci where it leads.',
    );
  // First, so that an end in the middle leaves nothing that claims to be whole.
  for (const claim of [STAMP, NPM_RECORD]) rmSync(claim, { force: true });
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  console.log('Installing the npm packages (about half a minute, once)');
  const heartbeat = setInterval(() => console.log(`  still installing, ${seconds()} s`), 10_000);
  await runNpm(['ci', '--include=dev', '--no-audit', '--no-fund'], { onStart: lock.passTo }).finally(() =>
    clearInterval(heartbeat),
  );
  console.log(`  npm packages installed in ${seconds()} s`);
}

const isStamped = () => readText(STAMP) === stamp();

/** Binaries of another machine would not run. */
const platform = () => ` ${process.platform} ${process.arch}\n`;

function stamp() {
  return createHash('sha256').update(readFileSync(LOCK)).digest('hex') + platform();
}

/** Whether npm's own record names what the lockfile does; packages for other platforms are in the lockfile only. */
function installedByHand() {
  const isOurPlatform = !existsSync(STAMP) || readText(STAMP).endsWith(platform());
  if (!isOurPlatform || !existsSync(NPM_RECORD)) return false;
  const installed = packagesIn(NPM_RECORD);
  const wanted = Object.entries(packagesIn(LOCK)).filter(([folder]) => folder !== '');
  return wanted.every(([folder, { version, optional }]) => {
    const found = installed[folder];
    return found ? found.version === version && existsSync(`${folder}/package.json`) : optional === true;
  });
}

function packagesIn(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
}

function readText(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

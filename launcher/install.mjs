import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import process from 'node:process';

const LOCK = 'package-lock.json';
const STAMP = 'node_modules/.throughline-installed';
/** Written by npm at the end of every installation. */
const NPM_STAMP = 'node_modules/.package-lock.json';

/** Installs the npm packages when they are missing or the lockfile is not the one they were installed from. */
export async function installPackages() {
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === stamp()) return;
  if (installedByHand()) return writeFileSync(STAMP, stamp());
  // `ci` empties node_modules first: right for a fresh clone, needless where only some versions changed.
  const command = existsSync('node_modules') ? 'install' : 'ci';
  await runNpm([command, '--include=dev', '--no-audit', '--no-fund']);
  writeFileSync(STAMP, stamp());
}

/** Platform and architecture belong to it: binaries of another machine would not run. */
function stamp() {
  const lock = createHash('sha256').update(readFileSync(LOCK)).digest('hex');
  return `${lock} ${process.platform} ${process.arch}\n`;
}

function installedByHand() {
  return existsSync(NPM_STAMP) && !existsSync(STAMP) && statSync(NPM_STAMP).mtimeMs >= statSync(LOCK).mtimeMs;
}

function runNpm(args) {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  console.log('Installing the npm packages (about half a minute, once)');
  const heartbeat = setInterval(() => console.log(`  still installing, ${seconds()} s`), 10_000);
  // Started by npm we know its own script, which needs no shell to run, also on Windows.
  const npm = process.env.npm_execpath;
  const [file, rest] = npm?.endsWith('.js') ? [process.execPath, [npm, ...args]] : ['npm', args];
  return new Promise((resolve) => {
    const child = spawn(file, rest, {
      stdio: 'inherit',
      shell: process.platform === 'win32' && file === 'npm',
    });
    child.on('error', (error) => giveUp(`npm could not be started: ${error.message}`));
    child.on('exit', (code) => {
      clearInterval(heartbeat);
      if (code !== 0) giveUp('npm could not install the packages; what it said is above.');
      console.log(`  npm packages installed in ${seconds()} s`);
      resolve(undefined);
    });
  });
}

function giveUp(sentence) {
  console.error(sentence);
  process.exit(1);
}

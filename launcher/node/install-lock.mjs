import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { startOf } from './process-start.mjs';

/** Beside node_modules, which an installation empties. */
const FILE = '.installing';
const LOOK_MS = 300;

/** One installation at a time in this folder: waits for one that still runs, also when its launcher has gone. */
export async function holdInstallation() {
  const us = await identify(process.pid);
  let saidSo = false;
  while (!take(us)) {
    const holder = await runningHolder();
    if (holder === null) {
      rmSync(FILE, { force: true });
      continue;
    }
    if (!saidSo) console.log(`Waiting for an installation that still runs (process ${holder})`);
    saidSo = true;
    await sleep(LOOK_MS);
  }
  return {
    /** npm may outlive us: it is waited for too. */
    passTo: async (pid) => writeFileSync(FILE, JSON.stringify([us, await identify(pid)])),
    release: () => rmSync(FILE, { force: true }),
  };
}

function take(us) {
  try {
    writeFileSync(FILE, JSON.stringify([us]), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  }
}

/** The pid of a process named in the file that is still the same one; null when there is none. */
async function runningHolder() {
  for (const { pid, startedAt } of namedInFile()) {
    if (startedAt !== null && (await startOf(pid)) === startedAt) return pid;
  }
  return null;
}

function namedInFile() {
  try {
    return JSON.parse(readFileSync(FILE, 'utf8'));
  } catch {
    return [];
  }
}

/** A pid alone is reused by the system; with its start time it names one process. */
const identify = async (pid) => ({ pid, startedAt: await startOf(pid) });

import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { findOnPath } from '../../launcher/system/programs.ts';
import { placeFor, stopRun, start } from '../launcher/stand-in-project.ts';

/** A fresh clone: what git knows and nothing that was built or installed. */
function freshClone(): string {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-clone-'));
  const files = execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8' }).split('\0').filter(Boolean);
  for (const file of files)
    cpSync(file, join(folder, dirname(file), file.split('/').at(-1)!), { recursive: true });
  return folder;
}

/** On a real terminal, whose Ctrl-C goes to npm, its shell and the launcher alike. */
async function startAndInterrupt(
  folder: string,
  env: Record<string, string>,
  seconds: number,
): Promise<string> {
  const child = spawn('script', ['-qefc', 'npm start', '/dev/null'], {
    cwd: folder,
    env: { ...process.env, ...env, npm_lifecycle_event: '', npm_execpath: '', NODE_ENV: '', VITEST: '' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (said += text));
  const ended = new Promise((done) => child.once('close', done));
  await sleep(seconds * 1_000);
  child.stdin.write('\u0003');
  await ended;
  return said;
}

it.for([2, 8, 14, 20])(
  'a first start that Ctrl-C ends after %i s is made good by the next one, with packages from the registry',
  async (seconds, { skip }) => {
    if (!findOnPath(['script'])) skip('script is not installed: apt-get install -y bsdutils');
    const folder = freshClone();
    const place = await placeFor(join(folder, '.data'));
    // Nothing of an earlier installation helps.
    const env = { ...place.env, npm_config_cache: join(folder, '.npm') };
    const project = { folder, ...place, env };
    try {
      const said = await startAndInterrupt(folder, env, seconds);
      console.log(`interrupted after ${seconds} s:\n${said.slice(-400)}`);
      const run = start(project, {}, 'npm');
      await run.says('Throughline is running');
      expect((await fetch(`http://127.0.0.1:${place.ports.PORT}/`)).status).toBe(200);
      await stopRun(project, run);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);

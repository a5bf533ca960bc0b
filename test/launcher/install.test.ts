import { expect, test, vi } from 'vitest';
import { identify } from '../../launcher/system/process-identity.ts';
import { eventually } from '../support/eventually.ts';
import { smallProject, type SmallProject, type Started } from './small-project.ts';

/** npm alone takes seconds to begin on a busy machine. */
const PATIENCE_MS = 60_000;
vi.setConfig({ testTimeout: 180_000 });

const scriptRuns = (project: SmallProject) =>
  eventually('the install script to run', () => project.scriptPid(), PATIENCE_MS);

const gone = (pid: number) =>
  eventually('it to be gone', async () => (await identify(pid)) === null, PATIENCE_MS);

const ENDS: Record<string, (run: Started) => void> = {
  'Ctrl-C in a terminal': (run) => run.process.stdin?.write('\u0003'),
  SIGTERM: (run) => run.process.kill('SIGTERM'),
  SIGHUP: (run) => run.process.kill('SIGHUP'),
  'kill -9': (run) => run.process.kill('SIGKILL'),
};

test.for(Object.keys(ENDS))(
  'an installation that %s ends leaves nothing running, and the next start makes it anew',
  async (how) => {
    using project = smallProject({ slow: true });
    const run = project.start(how.includes('terminal') ? 'terminal' : 'node');
    const script = await scriptRuns(project);
    ENDS[how]!(run);
    expect(await run.ended).not.toBe(0);
    // Whoever waited for its prompt can start again at once; only kill -9 cannot be answered.
    if (how !== 'kill -9') expect(await identify(script)).toBeNull();
    await gone(script);

    project.write('go-on', '');
    const again = project.start();
    expect(await again.ended).toBe(0);
    expect(again.output()).toContain('ready');
    expect(project.exists('node_modules/dep/index.js')).toBe(true);
    expect(project.exists('.installing')).toBe(false);
  },
);

test('half unpacked packages are thrown away, not built upon', async () => {
  using project = smallProject();
  project.npm('ci');
  for (const file of ['node_modules/.package-lock.json', 'node_modules/dep/index.js']) project.remove(file);
  expect(await project.start().ended).toBe(0);
  expect(project.exists('node_modules/dep/index.js')).toBe(true);
});

test('a start beside one that installs waits for it and installs nothing itself', async () => {
  using project = smallProject({ slow: true });
  const first = project.start();
  await scriptRuns(project);
  const second = project.start();
  await eventually(
    'the second to wait',
    () => second.output().includes('Waiting for an installation'),
    PATIENCE_MS,
  );
  project.write('go-on', '');
  expect([await first.ended, await second.ended]).toEqual([0, 0]);
  expect(second.output()).not.toContain('Installing');
});

test('packages installed by hand are taken as they are, and made anew when one is missing or of another version', async () => {
  using project = smallProject();
  project.npm('ci');
  const first = project.start();
  await first.ended;
  expect(first.output()).toBe('ready\n');

  for (const spoil of [
    () => project.remove('node_modules/dep'),
    () =>
      project.write(
        'node_modules/.package-lock.json',
        JSON.stringify({ packages: { 'node_modules/dep': { version: '0.9.0' } } }),
      ),
  ]) {
    project.remove('node_modules/.throughline-installed');
    spoil();
    const again = project.start();
    expect(await again.ended).toBe(0);
    expect(again.output()).toContain('Installing');
    expect(project.exists('node_modules/dep/index.js')).toBe(true);
  }
});

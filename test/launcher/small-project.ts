import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Installs, and says so. */
const START = `
  import { installPackages } from './launcher/node/install.mjs';
  await installPackages().catch((error) => { console.error(error.message); process.exit(error.exitCode ?? 1); });
  console.log('ready');`;

/** Begins like every install script of a package, and ends when the test says so. */
const SLOW_SCRIPT = `
  import { existsSync, writeFileSync } from 'node:fs';
  writeFileSync('script.pid', String(process.pid));
  process.on('SIGTERM', () => {});
  setInterval(() => existsSync('go-on') && process.exit(0), 50);`;

export interface SmallProject extends Disposable {
  folder: string;
  start(program?: 'node' | 'terminal'): Started;
  exists(file: string): boolean;
  write(file: string, content: string): void;
  remove(file: string): void;
  /** As a person types it. */
  npm(...args: string[]): void;
  /** Of the install script that waits. */
  scriptPid(): number | null;
}

export interface Started {
  process: ChildProcess;
  output(): string;
  ended: Promise<number | null>;
}

/** The real installer and the real npm in a project of one package, which lies beside it and needs no registry. */
export function smallProject({ slow = false } = {}): SmallProject {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-install-'));
  const write = (file: string, content: string) => writeFileSync(join(folder, file), content);
  const npm = (...args: string[]) => void execFileSync('npm', args, { cwd: folder, stdio: 'pipe' });
  cpSync('launcher', join(folder, 'launcher'), { recursive: true });
  mkdirSync(join(folder, 'package'));
  write('package/package.json', JSON.stringify({ name: 'dep', version: '1.0.0' }));
  write('package/index.js', 'whole');
  execFileSync('tar', ['-czf', 'dep.tgz', 'package'], { cwd: folder });
  const dependencies = { dep: 'file:dep.tgz' };
  const manifest = { name: 'small', version: '1.0.0', dependencies };
  const packages = { '': manifest, 'node_modules/dep': { version: '1.0.0', resolved: 'file:dep.tgz' } };
  write('package.json', JSON.stringify(manifest));
  write('package-lock.json', JSON.stringify({ ...manifest, lockfileVersion: 3, packages }));
  if (slow) write('package.json', JSON.stringify({ ...manifest, scripts: { postinstall: 'node slow.mjs' } }));
  write('slow.mjs', SLOW_SCRIPT);
  write('start.mjs', START);
  const file = (name: string) => join(folder, name);
  return {
    folder,
    write,
    npm,
    start: (program = 'node') => start(folder, program),
    exists: (name) => existsSync(file(name)),
    remove: (name) => rmSync(file(name), { recursive: true, force: true }),
    scriptPid: () =>
      existsSync(file('script.pid')) ? Number(readFileSync(file('script.pid'), 'utf8')) : null,
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** `script` gives a real terminal, whose Ctrl-C goes to its whole foreground group. */
function start(folder: string, program: 'node' | 'terminal'): Started {
  const [file, args] =
    program === 'node'
      ? [process.execPath, ['start.mjs']]
      : ['script', ['-qefc', `${process.execPath} start.mjs`, '/dev/null']];
  const child = spawn(file, args, { cwd: folder, stdio: ['pipe', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => (output += text));
  const ended = new Promise<number | null>((done) => child.once('close', done));
  return { process: child, output: () => output, ended };
}

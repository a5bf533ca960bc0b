import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';

const folder = fileURLToPath(new URL('../../dist/web/', import.meta.url));

/** What a browser loads before the inbox is there, as a server sends it. */
const FIRST_LOAD_LIMIT = 120 * 1_024;

it('loads the inbox with less than 120 KB', () => {
  expect(existsSync(`${folder}index.html`), 'the inbox is built (npm run build)').toBe(true);
  const files = readdirSync(`${folder}assets`).filter((name) => /\.(js|css)$/.test(name));
  const bytes = files.reduce(
    (sum, name) => sum + gzipSync(readFileSync(`${folder}assets/${name}`)).length,
    0,
  );
  console.log(`inbox, first load: ${bytes} bytes gzipped`);
  expect(files.length).toBeGreaterThanOrEqual(2);
  expect(bytes).toBeLessThanOrEqual(FIRST_LOAD_LIMIT);
});

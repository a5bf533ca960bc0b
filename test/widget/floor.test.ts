import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { visibleWindow } from '../../widget/page/visible-window.ts';

const folder = fileURLToPath(new URL('../../dist/widget/', import.meta.url));

/** What came to one of the large browsers less than three years ago, and is called without asking whether it is there. */
const TOO_NEW = [
  /AbortSignal\.any\(/,
  /Promise\.(withResolvers|try)\(/,
  /(Array|Uint8Array)\.from(Async|Base64|Hex)\(/,
  /(Object|Map)\.groupBy\(/,
  /URL\.(parse|canParse)\(/,
  /\.(isSubsetOf|isSupersetOf|symmetricDifference|isDisjointFrom)\(/,
  /crypto\.randomUUID\(/,
  /light-dark\(/,
  /@starting-style/,
  /checkVisibility\(/,
];

it('calls nothing that a browser of three years ago lacks', () => {
  const code = readdirSync(folder).map((file) => readFileSync(folder + file, 'utf8'));
  expect(TOO_NEW.filter((feature) => code.some((each) => feature.test(each)))).toEqual([]);
});

it('is as high as what a keyboard leaves, and as before for whoever zooms in with two fingers', () => {
  expect(visibleWindow({ height: 844, offsetTop: 0, scale: 1 }, 844)).toEqual({ height: 844, below: 0 });
  expect(visibleWindow({ height: 450, offsetTop: 60, scale: 1 }, 844)).toEqual({ height: 450, below: 334 });
  expect(visibleWindow({ height: 422, offsetTop: 200, scale: 2 }, 844)).toEqual({ height: 844, below: 0 });
});

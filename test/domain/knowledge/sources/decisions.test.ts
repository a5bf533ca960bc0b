import { expect, it } from 'vitest';
import { canonicalUrl } from '../../../../domain/knowledge/sources/canonical-url.ts';
import {
  isAtWork,
  isNew,
  newCrawl,
  readNow,
  untilNext,
} from '../../../../domain/knowledge/sources/crawl-state.ts';
import { belongsTo } from '../../../../domain/knowledge/sources/page-filter.ts';
import { archiveOf } from '../../../../domain/knowledge/sources/repository-archive.ts';
import { expectLinear } from '../../../support/linear-time.ts';

it.each([
  ['https://Docs.Example.com:443/a#b', 'https://docs.example.com/a'],
  ['https://docs.example.com/a?utm_source=x&page=2&gclid=1', 'https://docs.example.com/a?page=2'],
  ['https://docs.example.com/a?', 'https://docs.example.com/a'],
  ['javascript:alert(1)', null],
  ['ftp://docs.example.com/', null],
  ['https://user:secret@docs.example.com/', null],
  [`https://docs.example.com/${'x'.repeat(1_000)}`, null],
])('gives %s one form', (text, expected) => expect(canonicalUrl(text)).toBe(expected));

const site = (filter = '') => ({ address: 'https://docs.example.com/guide/', filter });

it.each([
  ['', 'https://docs.example.com/guide/setup', true],
  ['', 'http://docs.example.com/guide/setup', true],
  ['', 'https://docs.example.com/blog/', false],
  ['', 'https://evil.example/guide/setup', false],
  ['', 'https://docs.example.com/guide/logo.png', false],
  ['', 'https://docs.example.com/guide/manual.pdf', true],
  ['/api', 'https://docs.example.com/api/users', true],
  ['/api', 'https://docs.example.com/guide/setup', false],
  ['!/guide/old', 'https://docs.example.com/guide/old/1', false],
  ['!/guide/old', 'https://docs.example.com/guide/new', true],
  ['/*/reference', 'https://docs.example.com/v2/reference/x', true],
  ['!*?print', 'https://docs.example.com/guide/a?print=1', false],
])('with the filter “%s” takes %s: %s', (filter, page, expected) =>
  expect(belongsTo(site(filter), page)).toBe(expected),
);

it('filters in linear time, whatever the rule', () => {
  const path = (length: number) => `https://docs.example.com/guide/${'a'.repeat(length)}`;
  expectLinear(path, (page) => belongsTo(site(`${'*a'.repeat(50)}*b`), page), [5_000, 20_000]);
});

it.each([
  ['https://github.com/owner/name', 'https://github.com/owner/name/archive/HEAD.tar.gz', ''],
  ['https://github.com/owner/name.git', 'https://github.com/owner/name/archive/HEAD.tar.gz', ''],
  [
    'https://github.com/owner/name/tree/v2/docs/en',
    'https://github.com/owner/name/archive/v2.tar.gz',
    'docs/en',
  ],
  [
    'https://gitlab.com/owner/name/-/tree/main/docs',
    'https://gitlab.com/owner/name/-/archive/main/name.tar.gz',
    'docs',
  ],
  [
    'https://codeberg.org/owner/name/src/branch/main/docs',
    'https://codeberg.org/owner/name/archive/main.tar.gz',
    'docs',
  ],
])('finds the archive of %s', (address, url, folder) =>
  expect(archiveOf(address)).toMatchObject({ url, folder }),
);

it('finds no archive at a host it does not know, or without TLS', () => {
  expect(archiveOf('https://git.example.com/owner/name')).toBeNull();
  expect(archiveOf('http://github.com/owner/name')).toBeNull();
  expect(archiveOf('https://github.com/owner')).toBeNull();
});

it('counts a reading once, however often it is asked for', () => {
  const state = newCrawl({ sourceId: 'src_0000000000000001', reading: 0, schedule: 'never' });
  readNow(state);
  readNow(state);
  expect(state.reading).toBe(1);
  state.paused = true;
  expect(isAtWork(state)).toBe(false);
  expect([isNew(state, 'msg_1'), isNew(state, 'msg_1')]).toEqual([true, false]);
});

it('reads again when its schedule says so', () => {
  const state = newCrawl({ sourceId: 'src_0000000000000001', reading: 0, schedule: 'never' });
  expect(untilNext(state)).toBeNull();
  expect(untilNext({ ...state, schedule: 'daily' })).toBe(86_400_000);
});

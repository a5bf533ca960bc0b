import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { LANES } from '../../../web/app/lane.ts';
import { helpSections } from '../../../web/keys/help.ts';
import { capsOf, isSingleLetter, strokeOf } from '../../../web/keys/key-strokes.ts';
import { ACT_IDS, knownAct, type Place } from '../../../web/keys/known-acts.ts';
import { root, sources } from '../../support/structure/sources.ts';

const web = sources().filter((file) => file.startsWith('web/'));
const textOf = (file: string) => readFileSync(join(root, file), 'utf8');

const pressed = (key: string, held: Partial<Parameters<typeof strokeOf>[0]> = {}) =>
  strokeOf({ key, code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });

it('has every act with a key in the help, and nothing there that no act does', () => {
  const shown = helpSections().flatMap(({ acts }) => acts);
  expect(shown).toHaveLength(ACT_IDS.length);
  expect(new Set(shown)).toEqual(new Set(ACT_IDS.map(knownAct)));
  expect(shown.filter(({ keys, words }) => keys.length === 0 || words === '')).toEqual([]);
});

it('gives no key two meanings in one place', () => {
  const taken = ACT_IDS.map(knownAct).flatMap(({ place, keys }) => keys.map((key) => `${place}: ${key}`));
  expect(taken.filter((each, at) => taken.indexOf(each) !== at)).toEqual([]);
});

it('never waits for a second key where the first one already does something', () => {
  const keys = ACT_IDS.flatMap((act) => knownAct(act).keys);
  expect(keys.filter((key) => keys.some((other) => other.startsWith(`${key} `)))).toEqual([]);
});

it('offers every act somewhere, but for those that the field with the focus takes', () => {
  const offered = web.map(textOf).join('\n');
  const isOffered = (act: string) => offered.includes(`known('${act}'`) || offered.includes(`act: '${act}'`);
  const missing = ACT_IDS.filter((act) => knownAct(act).how !== 'field' && !isOffered(act));
  expect(missing).toEqual([]);
});

it('reads letters nowhere but where they are known', () => {
  const others = web.filter((file) => /\.key(?:\.toLowerCase\(\))? === '(?:[^\\']|\\.)'/.test(textOf(file)));
  expect(others).toEqual([]);
});

it('calls a lane by one name in the navigation, the help and the palette', () => {
  const names = [...LANES.map(({ name }) => name), 'Quarantine'];
  const led = ACT_IDS.map(knownAct).filter(({ place }) => place === ('goTo' satisfies Place));
  expect(led.filter(({ words }) => !names.includes(words))).toEqual([]);
});

it('knows a key by what it writes, and by its place where another script is written', () => {
  expect([pressed('j'), pressed('X', { shiftKey: true }), pressed('J')]).toEqual(['j', 'Shift+x', 'j']);
  expect(pressed('?', { shiftKey: true })).toBe('?');
  expect(pressed('о', { code: 'KeyJ' })).toBe('j');
  expect(pressed('Enter', { metaKey: true, shiftKey: true })).toBe('Ctrl+Shift+Enter');
  expect(pressed('Shift', { shiftKey: true })).toBeNull();
});

it('shows what stands on the keys', () => {
  expect(['g h', 'Ctrl+Enter', '?', 'Shift+x'].map((stroke) => capsOf(stroke))).toEqual([
    ['G', 'H'],
    ['Ctrl', '↵'],
    ['?'],
    ['Shift', 'X'],
  ]);
  expect(capsOf('Ctrl+k', { mac: true })).toEqual(['⌘', 'K']);
});

it('takes for single letters what can be said by chance', () => {
  expect(['e', '!', 'Shift+x', 'g h'].every(isSingleLetter)).toBe(true);
  expect(['Ctrl+k', 'Escape', 'ArrowDown', 'Ctrl+Enter'].some(isSingleLetter)).toBe(false);
});

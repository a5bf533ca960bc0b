import { expect, it } from 'vitest';
import { firstAddresses } from '../../../domain/project/first-address.ts';
import { mayAddProject } from '../../../domain/project/roles.ts';

function* upTo(most: number, all: Iterable<string>): Generator<string> {
  for (const each of all) {
    if (most-- <= 0) return;
    yield each;
  }
}

const firstTwo = (name: string) => {
  const [first, second] = [...upTo(2, firstAddresses(name, 'in.example'))];
  return [first, second];
};

it('a new project’s address says its name, and counts on where that is taken', () => {
  expect(firstTwo('Lantern & Loom')).toEqual([
    'support-lantern-loom@in.example',
    'support-lantern-loom-2@in.example',
  ]);
  expect(firstTwo('Café Größe')[0]).toBe('support-cafe-gro-e@in.example');
});

it('a name without Latin letters leaves a plain address', () => {
  expect(firstTwo('灯笼')).toEqual(['support@in.example', 'support-2@in.example']);
});

it('no name makes an address that mail servers refuse, or one that looks like a reply address', () => {
  const long = String(firstTwo('x'.repeat(80))[0]);
  expect(long.indexOf('@')).toBeLessThanOrEqual(64);
  expect(firstTwo('reply+abc')[0]).toBe('support-reply-abc@in.example');
});

it('only whoever owns a project may add another', () => {
  expect(mayAddProject(['agent', 'owner'])).toBe(true);
  expect(mayAddProject(['agent', 'admin'])).toBe(false);
  expect(mayAddProject([])).toBe(false);
});

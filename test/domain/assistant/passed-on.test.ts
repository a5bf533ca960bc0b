import { expect, it } from 'vitest';
import { passedOn } from '../../../domain/assistant/passed-on.ts';

const said = (by: string, text: string) => ({ author: { by }, text, event: null });
const handOff = (summary?: string) => ({
  author: { by: 'system' },
  text: '',
  event: { kind: 'escalated', ...(summary && { summary }) },
});

it('passes on what a model said, and without one the customer’s own last words, once each', () => {
  const before = [
    said('customer', 'Hello'),
    said('customer', 'It is\nbroken'),
    said('assistant', 'Press it.'),
    said('customer', 'It is broken'),
    said('customer', 'A person, please'),
  ];
  expect(passedOn([...before, handOff('The lamp is broken.')])).toBe('The lamp is broken.');
  expect(passedOn([...before, handOff()])).toBe('It is broken / A person, please');
  expect(passedOn([handOff()])).toBe('');
});

it('passes on no more than is read at a glance', () => {
  const words = passedOn([said('customer', 'word '.repeat(400)), handOff()]);
  expect(words.length).toBeLessThanOrEqual(301);
  expect(words).toMatch(/word…$/);
});

import { expect, it } from 'vitest';
import { createStore } from '../../widget/page/storage.ts';
import { memoryStorage } from './memory-storage.ts';

it('keeps projects apart', () => {
  const storage = memoryStorage();
  const [one, two] = [createStore('one', () => storage), createStore('two', () => storage)];
  one.write('token', 'secret');
  expect([one.read('token'), two.read('token')]).toEqual(['secret', null]);
  one.write('token', undefined);
  expect(storage.length).toBe(0);
});

it('remembers for the life of the page where storage is forbidden', () => {
  const store = createStore('one', () => {
    throw new DOMException('denied', 'SecurityError');
  });
  store.write('token', 'secret');
  expect(store.read('token')).toBe('secret');
  store.write('token', undefined);
  expect(store.read('token') ?? null).toBeNull();
});

it('remembers for the life of the page what no longer fits', () => {
  const full = {
    ...memoryStorage(),
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  };
  const store = createStore('one', () => full);
  store.write('text', 'a long one');
  expect(store.read('text')).toBe('a long one');
});

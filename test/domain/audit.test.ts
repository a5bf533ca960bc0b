import { expect, it } from 'vitest';
import { changesBetween } from '../../domain/project/audit.ts';

const before = { name: 'Acme', model: null, allowedOrigins: ['https://a.example'], undoSeconds: 5 };

it('names each field that changed, with what it was and what it is', () => {
  const after = { ...before, name: 'Acme Ltd', allowedOrigins: [] };
  expect(changesBetween(before, after)).toEqual({
    name: { from: 'Acme', to: 'Acme Ltd' },
    allowedOrigins: { from: ['https://a.example'], to: [] },
  });
});

it('finds no change in equal values, nor in what was not said', () => {
  expect(changesBetween(before, { ...before, model: null, undoSeconds: undefined })).toBeNull();
});

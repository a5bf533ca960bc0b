import { expect, it } from 'vitest';
import { readSpans, writeSpans } from '../../domain/project/open-spans.ts';

it.each([
  ['', ''],
  [' closed ', ''],
  ['9-17', '09:00–17:00'],
  ['9:00–17:30', '09:00–17:30'],
  ['13 to 17, 9.15 — 12', '09:15–12:00, 13:00–17:00'],
  ['0830-1200; 1300-1700', '08:30–12:00, 13:00–17:00'],
  ['8h30-12h00', '08:30–12:00'],
  ['0-24', '00:00–24:00'],
])('reads %j', (written, hours) => {
  const read = readSpans(written);
  expect('spans' in read && writeSpans(read.spans)).toBe(hours);
});

it.each([
  ['nine to five', 'write it like 9:00–17:00'],
  ['9', 'write it like 9:00–17:00'],
  ['9-12-17', 'write it like 9:00–17:00'],
  ['9-25', 'write it like 9:00–17:00'],
  ['9:75-10', 'write it like 9:00–17:00'],
  ['24:30-25', 'write it like 9:00–17:00'],
  ['17-9', 'it ends before it begins'],
  ['9-9', 'it ends before it begins'],
  ['9-12, 11-17', 'two of these overlap'],
])('says what is wrong with %j', (written, words) => {
  const read = readSpans(written);
  expect('problem' in read && read.problem).toContain(words);
});

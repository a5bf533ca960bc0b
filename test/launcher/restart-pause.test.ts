import { expect, test } from 'vitest';
import { restartPauses } from '../../launcher/processes/restart-pause.ts';

test('a process that is killed again and again while it works comes back at once each time', () => {
  const pauses = restartPauses();
  for (let kill = 0; kill < 10; kill++) expect(pauses.next(5_000)).toBe(0);
});

test('a process that dies at its start is tried three times at once, then ever more rarely', () => {
  const pauses = restartPauses();
  const waited = Array.from({ length: 10 }, () => pauses.next(null));
  expect(waited).toEqual([0, 0, 0, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
});

test('whoever worked in between starts anew', () => {
  const pauses = restartPauses();
  for (const lived of [null, 100, null]) pauses.next(lived);
  expect(pauses.next(60_000)).toBe(0);
  expect(pauses.next(null)).toBe(0);
});

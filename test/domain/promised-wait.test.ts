import { expect, it } from 'vitest';
import { promisedWait } from '../../domain/project/promised-wait.ts';

it.each([
  [0, { count: 5, unit: 'minute' }],
  [301, { count: 10, unit: 'minute' }],
  [1_801, { count: 1, unit: 'hour' }],
  [3_600, { count: 1, unit: 'hour' }],
  [13 * 3_600, { count: 1, unit: 'day' }],
  [49 * 3_600, { count: 3, unit: 'day' }],
  [8 * 86_400, null],
])('rounds %d seconds up to what people name', (seconds, wait) => {
  expect(promisedWait(seconds)).toEqual(wait);
});

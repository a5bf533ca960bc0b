import { expect, it } from 'vitest';
import { measureStructure } from './support/structure/measures.ts';

/** The limits of `npm run structure`: whoever goes beyond one has a reason to say, or something to divide. */
const found = measureStructure();

it('has no folder in which one has to search', () => {
  expect(found.largestFolder.files, found.largestFolder.name).toBeLessThanOrEqual(20);
});

it('has no circles', () => {
  expect(found.circles).toEqual({ files: [], rooms: [] });
});

it('has files of a screenful or few, and functions of less', () => {
  expect(found.largestFile.lines, found.largestFile.name).toBeLessThanOrEqual(250);
  expect(found.largestFunction.lines, found.largestFunction.name).toBeLessThanOrEqual(110);
});

it('asks its compiler and seldom tells it', () => {
  expect(found.told.length, found.told.join('\n')).toBeLessThanOrEqual(15);
});

it('carries a state of which nearly nothing may be missing', () => {
  expect(found.optionalStateFields.length, found.optionalStateFields.join(', ')).toBeLessThanOrEqual(3);
});

it('takes a new message in five files at most', () => {
  expect(found.filesOfAMessage.length).toBeGreaterThanOrEqual(3);
  expect(found.filesOfAMessage.length, found.filesOfAMessage.join(', ')).toBeLessThanOrEqual(5);
});

it('is tested by nearly as much code as it has', () => {
  expect(found.testsToCode).toBeGreaterThanOrEqual(0.7);
});

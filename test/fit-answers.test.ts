import { expect, it } from 'vitest';
import { fitLogistic } from './answers/fit-logistic.ts';
import { fitChoice } from './answers/fit-choice.ts';
import { figuresOf } from './answers/figures.ts';
import { misspell } from './answers/sets.ts';
import { withGateFigures } from './answers/gate/write-gate-figures.ts';
import { withFigures } from './answers/write-figures.ts';

it('fills the row of a set that was measured, and leaves the others', () => {
  const page = '| `tv` | a manual | 1 |\n| `s10` | a phone | 2 |\n';
  const figures = {
    hit1: 0.5,
    hit5: 0.75,
    right: 0.25,
    wrong: 0.125,
    absent: 0,
    precision: 2 / 3,
    typos: 0.2,
  };
  expect(withFigures(page, { tv: figures })).toBe(
    '| `tv` | a manual | 0.50 | 0.25 | 0.13 | 0.00 | 0.67 | 0.20 |\n| `s10` | a phone | 2 |\n',
  );
});

it('counts an answer to what the docs do not cover apart from a wrong one', () => {
  const verdict = {
    set: 'tv',
    isAnswerable: true,
    isUnspaced: false,
    confidence: 0.9,
    isRight: true,
    rank: 1,
  };
  const verdicts = [
    verdict,
    { ...verdict, isRight: false, rank: 3 },
    { ...verdict, confidence: 0.1 },
    { ...verdict, isAnswerable: false, isRight: false, rank: 0 },
  ];
  const { right, wrong, absent, precision } = figuresOf(verdicts, {
    answerFrom: 0.5,
    answerUnspacedFrom: 0.5,
  });
  expect([right, wrong, absent, precision]).toEqual([1 / 3, 1 / 3, 1, 1 / 3]);
});

it('learns which option is right, and how likely something is', () => {
  const options = [
    { x: [1, 0], isRight: true },
    { x: [0, 1], isRight: false },
  ];
  const [more = 0, less = 0] = fitChoice([
    { weight: 1, options },
    { weight: 1, options: options.toReversed() },
  ]);
  expect(more).toBeGreaterThan(less);
  const samples = Array.from({ length: 200 }, (_, at) => ({
    x: [1, at % 2],
    isTrue: at % 2 === 1 || at % 10 === 0,
    weight: 1,
  }));
  const [bias = 0, slope = 0] = fitLogistic(samples);
  expect(1 / (1 + Math.exp(-bias))).toBeLessThan(0.35);
  expect(1 / (1 + Math.exp(-bias - slope))).toBeGreaterThan(0.8);
});

it('misspells the same way in every run, and short words never', () => {
  const text = 'Where can I find the settings of my television and its remote control?';
  expect(misspell(text)).toBe(misspell(text));
  expect(misspell(text)).not.toBe(text);
  expect(misspell('how do i pay it')).toBe('how do i pay it');
});

it('writes how the gate does into its row', () => {
  const figures = { answers: 285, falseAlarms: 0.0281, caught: 0.9626 };
  expect(withGateFigures('| x |\n| gate | 1 | 2 | 3 |\n', figures)).toBe(
    '| x |\n| gate | 285 | 2.8 % | 96.3 % |\n',
  );
});

import type { Verdict } from './fit.ts';

export interface Figures {
  hit1: number;
  hit5: number;
  /** Of the answerable questions. */
  right: number;
  wrong: number;
  /** Of what the docs do not answer: answered all the same. */
  absent: number;
  /** Of everything that was answered. */
  precision: number;
}

export interface Thresholds {
  answerFrom: number;
  answerUnspacedFrom: number;
}

export function figuresOf(verdicts: Verdict[], thresholds: Thresholds): Figures {
  const isGiven = ({ confidence, isUnspaced }: Verdict) =>
    confidence >= (isUnspaced ? thresholds.answerUnspacedFrom : thresholds.answerFrom);
  const yes = verdicts.filter((each) => each.isAnswerable);
  const no = verdicts.filter((each) => !each.isAnswerable);
  const given = verdicts.filter(isGiven);
  const right = given.filter((each) => each.isRight);
  return {
    hit1: share(yes.filter(({ rank }) => rank === 1).length, yes.length),
    hit5: share(yes.filter(({ rank }) => rank >= 1 && rank <= 5).length, yes.length),
    right: share(right.length, yes.length),
    wrong: share(given.filter((each) => each.isAnswerable && !each.isRight).length, yes.length),
    absent: share(no.filter(isGiven).length, no.length),
    precision: share(right.length, given.length),
  };
}

function share(part: number, all: number): number {
  return all === 0 ? 0 : part / all;
}

/** Of two offers one must hold the right title, or they are a nuisance. */
const GOOD_OFFER = 0.5;
const TITLES = 3;

/** The lowest thresholds that keep what the assistant promises, on questions that the weights have not seen. */
export function thresholdsFor(
  verdicts: { support: Verdict[]; unspaced: Verdict[][] },
  promised: { precision: number; absent: number; absentUnspaced: number },
): Thresholds & { offerFrom: number } {
  const steps = Array.from({ length: 90 }, (_, at) => (at + 5) / 100);
  const lowest = (holds: (threshold: number) => boolean) => steps.find(holds) ?? 0.95;
  const at = (threshold: number) => ({ answerFrom: threshold, answerUnspacedFrom: threshold });
  const answerFrom = lowest((threshold) => {
    const { precision, absent } = figuresOf(verdicts.support, at(threshold));
    return precision >= promised.precision && absent <= promised.absent;
  });
  const answerUnspacedFrom = lowest((threshold) =>
    verdicts.unspaced.every((set) => figuresOf(set, at(threshold)).absent <= promised.absentUnspaced),
  );
  const offerFrom = lowest((threshold) => {
    const offers = verdicts.support.filter(
      ({ confidence }) => confidence >= threshold && confidence < answerFrom,
    );
    return (
      share(offers.filter(({ rank }) => rank >= 1 && rank <= TITLES).length, offers.length) >= GOOD_OFFER
    );
  });
  return { answerFrom, answerUnspacedFrom: Math.max(answerFrom, answerUnspacedFrom), offerFrom };
}

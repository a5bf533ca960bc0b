import type { SourceId } from '../../ids.ts';
import { HOURS_OF, type Schedule } from './source.ts';

/** What a crawl remembers between two runs of its workflow. How far it is stands in the database: a kill costs nothing. */
export interface CrawlState {
  schema: 1;
  sourceId: SourceId;
  /** How often it has been read, this time included; a page's fate is of one reading. */
  reading: number;
  phase: 'resting' | 'reading';
  paused: boolean;
  schedule: Schedule;
  /** The newest commands that were obeyed: Temporal forgets them between runs. */
  obeyed: string[];
}

/** Commands of one source, by people. */
const REMEMBERED = 50;

/** What a crawl that does not run starts from, as its source's row says. */
export interface CrawlStart {
  sourceId: SourceId;
  reading: number;
  schedule: Schedule;
}

export const newCrawl = (start: CrawlStart): CrawlState => ({
  ...start,
  ...{ schema: 1, phase: 'resting', paused: false, obeyed: [] },
});

/** @returns false when it was obeyed before. */
export function isNew(state: CrawlState, id: string): boolean {
  if (state.obeyed.includes(id)) return false;
  state.obeyed = [...state.obeyed, id].slice(-REMEMBERED);
  return true;
}

export function readNow(state: CrawlState): void {
  if (state.phase === 'resting') state.reading += 1;
  state.phase = 'reading';
  state.paused = false;
}

/** What was read stays. */
export function stop(state: CrawlState): void {
  state.phase = 'resting';
  state.paused = false;
  // One that never began is over, too.
  state.reading = Math.max(1, state.reading);
}

export const isAtWork = ({ phase, paused }: CrawlState) => phase === 'reading' && !paused;

/** Milliseconds until it reads again by itself; null: never. */
export function untilNext({ schedule }: CrawlState): number | null {
  const hours = HOURS_OF[schedule];
  return hours === null ? null : hours * 3_600_000;
}

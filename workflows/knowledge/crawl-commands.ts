import type { Crawls } from '../../domain/contract/crawl-shapes.ts';
import { refusals } from '../../domain/errors.ts';
import { crawlPolicy } from '../../domain/knowledge/sources/crawl-policy.ts';
import { isNew, readNow, stop, type CrawlState } from '../../domain/knowledge/sources/crawl-state.ts';
import type { UpdateHandlers } from '../../rpc/definition.ts';
import { handleMessages } from '../../rpc/worker.ts';

const shown = ({ phase, paused }: CrawlState) => ({ phase, paused });

/** Once for each command, however often it is sent. */
const obey =
  <Input extends { id: string }>(change: (state: CrawlState, input: Input) => void) =>
  (state: CrawlState, input: Input) => {
    if (isNew(state, input.id)) change(state, input);
    return shown(state);
  };

const updates: UpdateHandlers<Crawls, CrawlState> = {
  readNow: obey(readNow),
  pause: obey((state) => (state.paused = true)),
  resume: obey((state) => (state.paused = false)),
  stop: obey(stop),
  setSchedule: obey((state, { schedule }) => (state.schedule = schedule)),
};

/** Handlers only change the state; the loop acts on it. */
export function handleCommands(state: CrawlState): void {
  handleMessages<Crawls, CrawlState>(state, {
    policy: crawlPolicy,
    signals: {},
    updates,
    queries: {},
    refusalOf: (current, { name, input }) => {
      const needsReading = name === 'pause' || name === 'resume';
      if (!needsReading || current.phase === 'reading' || current.obeyed.includes(input.id)) return null;
      return { code: 'not_reading', words: refusals.not_reading.words };
    },
  });
}

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Client } from '../../../web/live/client.ts';
import { PaletteSearch, type Answer } from '../../../web/palette/palette-search.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A server that answers when it is let. */
function slowServer() {
  const answers = new Map<string, (rows: { id: string }[]) => void>();
  const query = ({ search }: { search: string }) =>
    new Promise<{ id: string }[]>((resolve) => answers.set(search, resolve));
  const client = {
    conversations: { list: { query } },
    customers: { list: { query: () => Promise.resolve([]) } },
  };
  const learned: Answer[] = [];
  const deps = { client: client as unknown as Client, projectId: 'prj_1' as const };
  const search = new PaletteSearch(deps, (answer) => learned.push(answer));
  const answer = async (typed: string) => {
    answers.get(typed)?.([{ id: typed }]);
    await vi.advanceTimersByTimeAsync(0);
  };
  return { search, answers, answer, learned };
}

it('asks once somebody stops typing, and for nothing that is one letter', async () => {
  const { search, answers } = slowServer();
  search.typed('l');
  await vi.advanceTimersByTimeAsync(1_000);
  for (const text of ['la', 'lam', 'lamp']) search.typed(text);
  await vi.advanceTimersByTimeAsync(1_000);
  expect([...answers.keys()]).toEqual(['lamp']);
});

it('shows the newest answer, whichever comes last', async () => {
  const { search, answer, learned } = slowServer();
  search.typed('lamp');
  await vi.advanceTimersByTimeAsync(1_000);
  search.typed('shade');
  await vi.advanceTimersByTimeAsync(1_000);
  await answer('shade');
  await answer('lamp');
  expect(learned.map(({ conversations }) => conversations)).toEqual([[{ id: 'shade' }]]);
});

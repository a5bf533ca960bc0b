import { expect, it } from 'vitest';
import { newId } from '../../../domain/ids.ts';
import type { ConversationRow } from '../../../domain/inbox/views.ts';
import { RowPages } from '../../../web/app/list/row-pages.svelte.ts';
import { minute, row } from './rows.ts';

const [first, second] = [1, 2].map((n) => row({ id: newId('cnv'), lastMessageAt: minute(n) })) as [
  ConversationRow,
  ConversationRow,
];
const here = { belongs: true, open: null };

/** A lane whose pages are answered when the test says so. */
function slowLane() {
  const answers: ((page: ConversationRow[]) => void)[] = [];
  const pages = new RowPages(() => new Promise((resolve) => answers.push(resolve)));
  return { pages, answer: (page: ConversationRow[]) => answers.shift()?.(page) };
}

it('keeps what came while the lane was read for the first time', async () => {
  const { pages, answer } = slowLane();
  const reading = pages.reload({ anew: true });
  pages.place(second, here);
  answer([first]);
  await reading;
  expect(pages.rows).toEqual([second, first]);
});

it('keeps what changed and what left while it was read again', async () => {
  const { pages, answer } = slowLane();
  const loading = pages.reload({ anew: true });
  answer([second, first]);
  await loading;
  const reading = pages.reload({ anew: true });
  const answered = { ...first, revision: 2, preview: 'Thank you' };
  pages.place(answered, here);
  pages.place({ ...second, revision: 2, status: 'closed' }, { ...here, belongs: false });
  answer([second, first]);
  await reading;
  expect(pages.rows).toEqual([answered]);
});

it('keeps what changed while older rows came', async () => {
  const { pages, answer } = slowLane();
  const loading = pages.reload({ anew: true });
  answer([second]);
  await loading;
  const more = pages.more();
  const closed = { ...first, revision: 2, status: 'closed' } as const;
  pages.place(closed, { ...here, belongs: false });
  answer([first]);
  await more;
  expect(pages.rows).toEqual([second]);
});

it('does not bring back what was erased here', async () => {
  const { pages, answer } = slowLane();
  const reading = pages.reload({ anew: true });
  pages.remove(first.id);
  answer([second, first]);
  await reading;
  expect(pages.rows).toEqual([second]);
});

import { expect, it } from 'vitest';
import { withArriving, type Arriving } from '../../../web/app/list/place-row.ts';
import { minute, row } from './rows.ts';

const older = row({ id: 'cnv_older', lastMessageAt: minute(1), preview: 'Before' });
const newer = row({ id: 'cnv_newer', lastMessageAt: minute(5) });
const here = { belongs: () => true, complete: true, begins: true, open: null };
const arriving = (parts: Partial<Arriving> = {}): Arriving[] => [
  { id: 'cnv_older', preview: 'Now', at: minute(9), row: null, ...parts },
];

it('a conversation in which something arrives stands on top with the new words, marked', () => {
  const shown = withArriving([newer, older], arriving(), here);
  expect(shown).toEqual([{ ...older, preview: 'Now', lastMessageAt: minute(9), arriving: true }, newer]);
});

it('the recorded row is as it was when nothing arrives any more', () => {
  expect(withArriving([newer, older], [], here)).toEqual([newer, older]);
});

it('a stranger’s mail leaves the customer’s words', () => {
  expect(withArriving([older], arriving({ preview: '' }), here)[0]?.preview).toBe('Before');
});

it('a conversation that the list does not hold is shown by the row that came along', () => {
  expect(withArriving([newer], arriving(), here)).toEqual([newer]);
  const began = row({ id: 'cnv_older', lastSeq: 0, lastMessageAt: minute(0) });
  const shown = withArriving([newer], arriving({ row: began }), here);
  expect(shown.map(({ id, preview }) => [id, preview])).toEqual([
    ['cnv_older', 'Now'],
    ['cnv_newer', ''],
  ]);
});

it('what arrives in another lane does not show in this one', () => {
  const elsewhere = { ...here, belongs: () => false };
  expect(withArriving([newer], arriving({ row: older }), elsewhere)).toEqual([newer]);
});

it('a conversation in which nothing was ever said belongs to its lane as soon as something arrives', () => {
  const began = row({ id: 'cnv_older', lastSeq: 0 });
  const asked: number[] = [];
  const belongs = ({ lastSeq }: typeof began) => asked.push(lastSeq) > 0;
  withArriving([], arriving({ row: began }), { ...here, belongs });
  expect(asked).toEqual([1]);
});

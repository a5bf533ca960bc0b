import { expect, it } from 'vitest';
import { createByteGate } from '../../../api/mail/lifting/byte-gate.ts';

function visitor(gate: ReturnType<typeof createByteGate>, bytes: number, inside: string[], name: string) {
  let leave = () => {};
  const gone = new Promise<void>((resolve) => (leave = resolve));
  const done = gate.within(bytes, async () => {
    inside.push(name);
    await gone;
    inside.splice(inside.indexOf(name), 1);
  });
  return { leave, done };
}

it('lets in as many bytes as there is room for, in order, one larger than the room alone', async () => {
  const gate = createByteGate(10);
  const inside: string[] = [];
  const [a, b, c, d] = [6, 4, 50, 1].map((bytes, index) => visitor(gate, bytes, inside, 'abcd'[index]!)) as [
    ReturnType<typeof visitor>,
    ReturnType<typeof visitor>,
    ReturnType<typeof visitor>,
    ReturnType<typeof visitor>,
  ];
  await Promise.resolve();
  expect(inside).toEqual(['a', 'b']);
  a.leave();
  await a.done;
  expect(inside).toEqual(['b']);
  b.leave();
  await b.done;
  await Promise.resolve();
  expect(inside).toEqual(['c']);
  c.leave();
  await c.done;
  d.leave();
  await d.done;
});

it('gives the room back when something fails', async () => {
  const gate = createByteGate(10);
  await expect(gate.within(10, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(await gate.within(10, () => Promise.resolve('in'))).toBe('in');
});

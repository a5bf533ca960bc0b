import { expect, it } from 'vitest';
import { z } from 'zod';
import { breakingChanges } from '../../rpc/breaking-changes.ts';
import { describeContract } from '../../rpc/describe-contract.ts';

interface Version {
  callers?: string[];
  refusals?: string[];
  input?: z.ZodRawShape;
  output?: z.ZodType;
}

/** A contract of one update, `paint`. */
function contractOf({ callers = ['agent'], refusals = [], input = {}, output = z.boolean() }: Version) {
  const paint = { callers, refusals, description: 'Paints.' };
  const shape = { input: z.strictObject({ id: z.string(), ...input }), output };
  return describeContract({
    policy: { signals: {}, updates: { paint }, queries: {} },
    shapes: { signals: {}, updates: { paint: shape }, queries: {} },
  });
}

const color = z.enum(['red', 'blue']);
const wall = z.strictObject({ by: z.literal('wall'), floor: z.int() });
const door = z.strictObject({ by: z.literal('door'), key: z.string() });
const walls = z.discriminatedUnion('by', [wall, door]);

it.each<[Version, Version, string]>([
  [{ callers: ['agent', 'mail'] }, { callers: ['mail'] }, 'agent may no longer send it'],
  [{}, { refusals: ['no_paint'] }, 'may be refused with no_paint'],
  [{ input: { color } }, {}, 'input.color is gone'],
  [{}, { input: { color } }, 'input.color is required, was absent'],
  [{ input: { color: color.optional() } }, { input: { color } }, 'input.color is required, was optional'],
  [{ input: { color } }, { input: { color: z.enum(['red']) } }, 'input.color no longer takes blue'],
  [{ input: { color: z.string() } }, { input: { color } }, 'input.color no longer takes anything else'],
  [{ input: { coats: z.int() } }, { input: { coats: z.string() } }, 'input.coats no longer takes integer'],
  [{ input: { coats: z.number() } }, { input: { coats: z.int() } }, 'input.coats no longer takes number'],
  [{ input: { color: color.nullable() } }, { input: { color } }, 'input.color no longer takes null'],
  [
    { input: { text: z.string().max(9) } },
    { input: { text: z.string().max(5) } },
    'input.text has another limit, maxLength 9 → 5',
  ],
  [
    { input: { text: z.string() } },
    { input: { text: z.string().min(1) } },
    'input.text has another limit, minLength none → 1',
  ],
  [
    { input: { coats: z.int().max(9) } },
    { input: { coats: z.int().max(3) } },
    'input.coats has another limit, maximum 9 → 3',
  ],
  [
    { input: { list: z.array(z.string()).max(9) } },
    { input: { list: z.array(z.string()).max(3) } },
    'input.list has another limit, maxItems 9 → 3',
  ],
  [
    { input: { list: z.array(color) } },
    { input: { list: z.array(z.enum(['blue'])) } },
    'input.list[] no longer takes red',
  ],
  [
    { input: { by: z.record(z.string(), color) } },
    { input: { by: z.record(z.string(), z.enum(['blue'])) } },
    'input.by[name] no longer takes red',
  ],
  [
    { input: { key: z.string().regex(/^a/) } },
    { input: { key: z.string().regex(/^b/) } },
    'input.key has another form, pattern ^a → ^b',
  ],
  [{ input: { on: walls } }, { input: { on: wall } }, 'input.on no longer takes object'],
  [
    { input: { on: walls.nullable() } },
    { input: { on: z.discriminatedUnion('by', [wall.omit({ floor: true }), door]).nullable() } },
    'input.on.floor is gone',
  ],
  [{ output: z.object({ color }) }, { output: z.object({}) }, 'output.color is gone'],
  [
    { output: z.object({ color }) },
    { output: z.object({ color: color.optional() }) },
    'output.color may be missing',
  ],
  [
    { output: z.object({ color }) },
    { output: z.object({ color: z.enum(['red', 'blue', 'grey']) }) },
    'output.color may be grey',
  ],
  [
    { output: z.object({ color }) },
    { output: z.object({ color: color.nullable() }) },
    'output.color may be null',
  ],
  [{ output: z.boolean() }, { output: z.string() }, 'output may be string'],
])('names what breaks: %#', (before, after, change) => {
  expect(breakingChanges(contractOf(before), contractOf(after))).toEqual([`update paint: ${change}`]);
});

it.each<[string, Version, Version]>([
  ['another caller', {}, { callers: ['agent', 'mail'] }],
  ['a refusal less', { refusals: ['no_paint'] }, {}],
  ['an optional field', {}, { input: { color: color.optional() } }],
  ['a field that need not be there any more', { input: { color } }, { input: { color: color.optional() } }],
  ['another value', { input: { color } }, { input: { color: z.enum(['red', 'blue', 'grey']) } }],
  ['a higher limit', { input: { text: z.string().max(5) } }, { input: { text: z.string().max(9) } }],
  ['another alternative', { input: { on: wall } }, { input: { on: walls } }],
  ['a wider type', { input: { coats: z.int() } }, { input: { coats: z.number() } }],
  ['a field more to read', { output: z.object({}) }, { output: z.object({ color }) }],
  ['a value less to read', { output: color }, { output: z.enum(['red']) }],
])('lets pass what breaks nobody: %s', (_what, before, after) => {
  expect(breakingChanges(contractOf(before), contractOf(after))).toEqual([]);
});

it('names a message that is gone, and none that is new', () => {
  const none = describeContract({
    policy: { signals: {}, updates: {}, queries: {} },
    shapes: { signals: {}, updates: {}, queries: {} },
  });
  expect(breakingChanges(contractOf({}), none)).toEqual(['update paint: is gone']);
  expect(breakingChanges(none, contractOf({}))).toEqual([]);
});

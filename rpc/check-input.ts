import type { z } from 'zod';
import type { QueryOutput, Shapes, SignalInput, UpdateInput } from './definition.ts';

/** What passes a border, as its schema has it. */
export interface Checks<S extends Shapes> {
  signal<Name extends keyof S['signals']>(name: Name, input: unknown): SignalInput<S, Name>;
  update<Name extends keyof S['updates']>(name: Name, input: unknown): UpdateInput<S, Name>;
  /** What a workflow answered: of another version, it may answer what nobody here expects. @throws ZodError */
  answer<Name extends keyof S['queries']>(name: Name, output: unknown): QueryOutput<S, Name>;
}

interface CheckOptions {
  /** What happens to every input before its schema sees it. */
  prepare: (input: unknown) => unknown;
  /** What the sender of a wrong one hears. */
  refuse: (error: z.ZodError) => Error;
}

export function createChecks<S extends Shapes>(shapes: S, { prepare, refuse }: CheckOptions): Checks<S> {
  const check = (schema: z.ZodType, input: unknown) => {
    const { data, error } = schema.safeParse(prepare(input));
    if (error) throw refuse(error);
    return data;
  };
  return {
    // One schema of many: which one, the compiler loses on the way.
    signal: (name, input) => check(entryOf(shapes.signals, name).input, input) as never,
    update: (name, input) => check(entryOf(shapes.updates, name).input, input) as never,
    answer: (name, output) => entryOf(shapes.queries, name).output.parse(output) as never,
  };
}

/** Names come from other processes too: one that an older contract knew is no reason for a `TypeError`. */
function entryOf<Entry>(entries: { readonly [name: string]: Entry }, name: PropertyKey): Entry {
  const entry = Object.hasOwn(entries, name) ? entries[String(name)] : undefined;
  if (!entry) throw new Error(`The contract has no message ${String(name)}.`);
  return entry;
}

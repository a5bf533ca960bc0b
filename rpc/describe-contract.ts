import { z } from 'zod';
import type { MessagePolicy, Policy, Shapes } from './definition.ts';
import type { JsonSchema } from './json-schema.ts';

/** What others rely on of one message. */
export interface MessageDescription {
  callers: string[];
  refusals: string[];
  input?: JsonSchema;
  output?: JsonSchema;
}
export type ContractDescription = Record<keyof Policy, Record<string, MessageDescription>>;

type EntryOf<P extends Policy> = { [Kind in keyof Policy]: P[Kind][keyof P[Kind]] }[keyof Policy];

/** A contract as JSON, to be kept and compared. `refusalsOf` adds what a product's own rules refuse. */
export function describeContract<P extends Policy>(
  contract: { policy: P; shapes: Shapes },
  refusalsOf: (message: EntryOf<P>) => readonly string[] = ({ refusals }) => refusals,
): ContractDescription {
  const { policy, shapes } = contract;
  const describe = (kind: keyof Policy) => {
    const messages = Object.entries<MessagePolicy>(policy[kind]).map(([name, message]) => {
      const callers = message.callers.toSorted();
      const refusals = [...refusalsOf(message as EntryOf<P>)].sort();
      return [name, { callers, refusals, ...describeShape(shapes[kind][name]) }] as const;
    });
    return Object.fromEntries(messages);
  };
  return { signals: describe('signals'), updates: describe('updates'), queries: describe('queries') };
}

function describeShape(shape: { input?: z.ZodType; output?: z.ZodType } = {}) {
  const { input, output } = shape;
  return {
    ...(input && { input: schemaOf(input, 'input') }),
    ...(output && { output: schemaOf(output, 'output') }),
  };
}

function schemaOf(type: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _dialect, '~standard': _standard, ...schema } = z.toJSONSchema(type, { io });
  return schema as JsonSchema;
}

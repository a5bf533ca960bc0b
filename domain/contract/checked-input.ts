import type { SignalName, UpdateName } from './policy.ts';
import { contract, type SignalInput, type UpdateInput } from './contract.ts';
import { Refusal } from '../errors.ts';
import { storableJson } from '../text/storable-text.ts';

/** A signal's input as the contract has it, in text that can be stored. @throws Refusal `bad_input` */
export function checkedSignal<Name extends SignalName>(name: Name, input: unknown): SignalInput<Name> {
  // One schema of many: which one, the compiler loses on the way.
  return checked(contract.signals[name].input, input) as SignalInput<Name>;
}

/** The same for an update. @throws Refusal `bad_input` */
export function checkedUpdate<Name extends UpdateName>(name: Name, input: unknown): UpdateInput<Name> {
  return checked(contract.updates[name].input, input) as UpdateInput<Name>;
}

type Schema = (typeof contract.signals)[SignalName]['input'] | (typeof contract.updates)[UpdateName]['input'];

function checked(schema: Schema, input: unknown): unknown {
  const parsed = schema.safeParse(storableJson(input));
  if (parsed.success) return parsed.data;
  // Only a schema's own sentences are for people.
  const words = parsed.error.issues.find(({ code }) => code === 'custom')?.message;
  throw new Refusal('bad_input', words);
}

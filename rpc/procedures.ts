import type { AnyTRPCMutationProcedure, TRPCMutationProcedure } from '@trpc/server';
import { z } from 'zod';
import type { Protocol, UpdateName, UpdateOutput, UpdatesOf } from './definition.ts';

/** The procedure that an update becomes: its own input without what a client may not say, and what addresses the workflow. */
export type UpdateProcedure<
  P extends Protocol,
  Name extends UpdateName<P>,
  Address extends z.ZodObject,
  Own extends string = never,
> = TRPCMutationProcedure<{
  input: Omit<z.input<P['shapes']['updates'][Name]['input']>, Own> & z.input<Address>;
  output: UpdateOutput<P['shapes'], Name>;
  meta: object;
}>;

interface ProcedureOptions<
  P extends Protocol,
  By extends string,
  Address extends z.ZodObject,
  Own extends string,
> {
  policy: P['policy'];
  shapes: P['shapes'];
  caller: By;
  /** The fields that address a workflow. */
  address: Address;
  /** Fields that the server fills in itself; no client may. */
  own: readonly Own[];
  /** One mutation: signs its caller in, guards it, and asks for the update. */
  build: (name: UpdatesOf<P, By>, input: z.ZodObject) => AnyTRPCMutationProcedure;
}

/** Every update of a caller as a mutation of the same name. */
export function updateProcedures<
  P extends Protocol,
  By extends string,
  Address extends z.ZodObject,
  Own extends string,
>(
  options: ProcedureOptions<P, By, Address, Own>,
): { [Name in UpdatesOf<P, By>]: UpdateProcedure<P, Name, Address, Own> } {
  const { policy, shapes, caller, address, own, build } = options;
  const names = Object.keys(policy.updates).filter((name) => policy.updates[name]?.callers.includes(caller));
  const procedures = names.map((name) => {
    const entries = Object.entries(shapes.updates[name]?.input.shape ?? {});
    const said = entries.filter(([field]) => !own.some((each) => each === field));
    const input = z.strictObject({ ...address.shape, ...Object.fromEntries(said) });
    return [name, build(name as UpdatesOf<P, By>, input)];
  });
  return Object.fromEntries(procedures) as {
    [Name in UpdatesOf<P, By>]: UpdateProcedure<P, Name, Address, Own>;
  };
}

import type { z } from 'zod';

/** What a message says of itself besides its shape. Workflows read it where they run, so it holds no schema. */
export interface MessagePolicy<Caller extends string = string, Code extends string = string> {
  /** Who may send it. Each has a gateway of its own, which knows no other messages. */
  callers: readonly Caller[];
  /** For whoever reads a workflow in Temporal's UI. */
  description: string;
  /** The codes it may be refused with; any other answer does not compile. */
  refusals: readonly Code[];
}

/** Every message of one kind of workflow. A product's own rules are further fields of its policies. */
export interface Policy<
  Signal extends MessagePolicy = MessagePolicy,
  Update extends MessagePolicy = MessagePolicy,
  Query extends MessagePolicy = MessagePolicy,
> {
  signals: Record<string, Signal>;
  updates: Record<string, Update>;
  queries: Record<string, Query>;
}

/** The shape of every message that a policy names: one without a schema does not compile. `id` makes a repetition free. */
export interface Shapes<P extends Policy = Policy, UpdateId extends string = string> {
  signals: { readonly [Name in keyof P['signals']]: { input: z.ZodType<{ id: string }> } };
  updates: {
    readonly [Name in keyof P['updates']]: {
      input: z.ZodObject<{ id: z.ZodType<UpdateId> }>;
      output: z.ZodType;
    };
  };
  queries: { readonly [Name in keyof P['queries']]: { output: z.ZodType } };
}

/** Policy and shapes of one kind of workflow, and what its messages are addressed to and given by: one type for all sides. */
export interface Protocol {
  policy: Policy;
  shapes: Shapes;
  /** What names one workflow. */
  target: string;
  /** What a workflow that does not run starts from, where its caller has looked that up. */
  known?: unknown;
  /** Who asks for an update. Never part of its input: whoever knows the sender says it. */
  actor: unknown;
}

type NamedIn<Kind extends keyof Policy, P extends Protocol> = keyof P['policy'][Kind] &
  keyof P['shapes'][Kind] &
  string;
export type SignalName<P extends Protocol> = NamedIn<'signals', P>;
export type UpdateName<P extends Protocol> = NamedIn<'updates', P>;
export type QueryName<P extends Protocol> = NamedIn<'queries', P>;

/** Of several messages those that a caller may send. */
export type SentBy<By extends string, Messages extends Record<string, MessagePolicy>> = {
  [Name in keyof Messages]: Extract<Messages[Name]['callers'][number], By> extends never ? never : Name;
}[keyof Messages];
export type SignalsOf<P extends Protocol, By extends string> = SignalName<P> &
  SentBy<By, P['policy']['signals']>;
export type UpdatesOf<P extends Protocol, By extends string> = UpdateName<P> &
  SentBy<By, P['policy']['updates']>;
export type QueriesOf<P extends Protocol, By extends string> = QueryName<P> &
  SentBy<By, P['policy']['queries']>;

export type SignalInput<S extends Shapes, Name extends keyof S['signals']> = z.output<
  S['signals'][Name]['input']
>;
export type UpdateInput<S extends Shapes, Name extends keyof S['updates']> = z.output<
  S['updates'][Name]['input']
>;
export type UpdateOutput<S extends Shapes, Name extends keyof S['updates']> = z.output<
  S['updates'][Name]['output']
>;
export type QueryOutput<S extends Shapes, Name extends keyof S['queries']> = z.output<
  S['queries'][Name]['output']
>;

/** What each message does, in plain functions that change the state. A message that is missing does not compile. */
export type SignalHandlers<P extends Protocol, State> = {
  [Name in SignalName<P>]: (state: State, input: SignalInput<P['shapes'], Name>, at: string) => void;
};
export type UpdateHandlers<P extends Protocol, State> = {
  [Name in UpdateName<P>]: (
    state: State,
    input: UpdateInput<P['shapes'], Name>,
    by: P['actor'] & { at: string },
  ) => UpdateOutput<P['shapes'], Name>;
};
export type QueryHandlers<P extends Protocol, State> = {
  [Name in QueryName<P>]: (state: State) => QueryOutput<P['shapes'], Name>;
};

/** Why an update may be refused, by its name: a code that its policy does not name does not compile. */
export type UpdateChecks<P extends Protocol, State> = {
  [Name in UpdateName<P>]?: (
    state: State,
    input: UpdateInput<P['shapes'], Name>,
    actor: P['actor'],
  ) => P['policy']['updates'][Name]['refusals'][number] | null;
};

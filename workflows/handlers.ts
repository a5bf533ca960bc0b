import {
  ApplicationFailure,
  defineQuery,
  defineSignal,
  defineUpdate,
  setHandler,
} from '@temporalio/workflow';
import { absorbed, released } from '../domain/absorb.ts';
import { agentAnswered, commands, refusalOf } from '../domain/commands.ts';
import type {
  Actor,
  QueryName,
  QueryOutput,
  SignalInput,
  SignalName,
  UpdateInput,
  UpdateName,
} from '../domain/contract.ts';
import type { ConversationState, Standing } from '../domain/conversation.ts';
import { refusals } from '../domain/errors.ts';
import { customerWrote, deliveryChanged, mailArrived, personWanted } from '../domain/facts.ts';
import { mergeRefused } from '../domain/merge.ts';
import { factApplied } from '../domain/pass-on.ts';
import { renewed } from '../domain/renew-history.ts';
import { givenBack } from '../domain/split.ts';
import { machineAnswered } from '../domain/machine-answers.ts';

/** A handler for every signal of the contract. */
export type Facts = { [Name in SignalName]: [description: string, apply: Fact<SignalInput<Name>>] };
type Fact<Input> = (state: ConversationState, input: Input, at: string) => void;
/** A description for every update; what it does lies in `domain/commands.ts`. */
export type Descriptions = { [Name in UpdateName]: string };
/** An answer to every query. */
export type Questions = {
  [Name in QueryName]: [description: string, ask: (state: ConversationState) => QueryOutput<Name>];
};

const facts: Facts = {
  customerMessage: ['The visitor wrote in the widget.', customerWrote],
  inboundEmail: ['A mail came back to this conversation’s reply address.', mailArrived],
  machineMail: ['A machine answered one of our mails: a bounce, an out-of-office reply.', machineAnswered],
  escalate: ['The visitor asks for a person, or leaves an address.', personWanted],
  agentReply: ['An agent answered by another road than the inbox.', agentAnswered],
  mailEvent: ['The mail provider reports what became of a mail.', deliveryChanged],
  absorb: ['Another conversation’s messages come here.', absorbed],
  release: ['A merge into this conversation was undone.', released],
  refuseMerge: ['The conversation this one was merged into could not take it.', mergeRefused],
  renewHistory: ['Words were erased: go on in a new run.', renewed],
  giveBack: ['The split that began this conversation was undone.', givenBack],
};

const descriptions: Descriptions = {
  reply: 'An agent answers. Refused when a newer message had not been seen.',
  takeOver: 'An agent takes the conversation from the assistant.',
  handBack: 'An agent returns the conversation to the assistant.',
  assign: 'Someone of the team becomes responsible.',
  addNote: 'An agent leaves a note for the team.',
  confirmSender: 'An agent says that somebody else’s mail is the customer’s.',
  disownSender: 'An agent takes that back.',
  close: 'An agent closes the conversation.',
  reopen: 'An agent opens it again.',
  merge: 'An agent joins it to another conversation of the customer.',
  unmerge: 'An agent undoes that.',
  split: 'An agent makes a message a conversation of its own.',
  unsplit: 'An agent undoes that.',
  cancelDelivery: 'An agent takes a reply back. Refused when it has left.',
  sendNow: 'An agent lets a reply leave without waiting.',
  retryDelivery: 'An agent has a mail sent again.',
  correctAddress: 'An agent corrects the customer’s address, and mails what missed it.',
  stopMail: 'An agent goes back to the chat: replies are not mailed.',
  resumeMail: 'An agent has replies mailed again.',
  retryParked: 'What could not be recorded is tried again.',
  skipParked: 'What could not be recorded is left out for good.',
};

const questions: Questions = {
  getState: ['Everything the conversation remembers.', (state) => state],
};

/** Handlers only change the state; the loop acts on it. A message of the contract that is missing here does not compile. */
export function handleMessages(state: ConversationState): void {
  for (const name of keysOf(facts)) handleFact(state, name);
  for (const name of keysOf(descriptions)) handleCommand(state, name);
  for (const name of keysOf(questions)) {
    const [description, ask] = questions[name];
    setHandler(defineQuery(name), () => ask(state), { description });
  }
}

/** The tables above hold the types; registering is the same for every message, so it looks at none. */
function handleFact(state: ConversationState, name: SignalName): void {
  const [description, apply] = facts[name] as [string, Fact<unknown>];
  const take = (input: unknown) =>
    factApplied(state, { name, input: input as SignalInput<SignalName> }, () => apply(state, input, now()));
  setHandler(defineSignal<[unknown]>(name), take, { description });
}

function handleCommand(state: ConversationState, name: UpdateName): void {
  const update = defineUpdate<Standing, [UpdateInput<UpdateName>, Actor]>(name);
  const validator = (input: UpdateInput<UpdateName>, actor: Actor) => {
    const code = refusalOf(state, { name, input, actor });
    if (code) throw ApplicationFailure.nonRetryable(refusals[code].words, code);
  };
  const apply = commands[name] as (
    state: ConversationState,
    input: unknown,
    by: Actor & { at: string },
  ) => Standing;
  const command = (input: UpdateInput<UpdateName>, actor: Actor) =>
    apply(state, input, { ...actor, at: now() });
  setHandler(update, command, { validator, description: descriptions[name] });
}

/** Workflow time: the sandbox replaces Date with a deterministic one. */
const now = () => new Date().toISOString();

const keysOf = <Key extends string>(record: Record<Key, unknown>) => Object.keys(record) as Key[];

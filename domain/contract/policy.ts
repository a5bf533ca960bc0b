import type { MessagePolicy, Policy, SentBy } from '../../rpc/definition.ts';
import type { RefusalCode } from '../errors.ts';
import type { Role } from '../project/roles.ts';

/** Who may send a message. Each has a gateway of its own, which knows no other messages. */
export type Caller = 'visitor' | 'agent' | 'mail' | 'conversation' | 'operator' | 'erasure' | 'team';

/** A fact is never refused: a closed conversation takes it, and a merged one lets it take effect where it goes on. */
interface SignalPolicy extends MessagePolicy<Caller, RefusalCode> {
  whenMerged: 'taken' | 'passed_on';
}
interface UpdatePolicy extends MessagePolicy<Caller, RefusalCode> {
  whenClosed: 'taken' | 'refused';
  whenMerged: 'taken' | 'refused';
  /** The least role in the project of an agent who gives it. */
  role: Role;
  /** It can be given to many conversations at once. */
  bulk?: true;
}
export type Policies = Policy<SignalPolicy, UpdatePolicy, MessagePolicy<Caller, RefusalCode>>;

const visitor = {
  callers: ['visitor'],
  refusals: ['visitor_unknown', 'origin_not_allowed', 'blocked'],
  whenMerged: 'passed_on',
} as const;
const mail = { callers: ['mail'], refusals: [], whenMerged: 'passed_on' } as const;
const conversation = { callers: ['conversation'], refusals: [], whenMerged: 'taken' } as const;
/** Makes sense only while a conversation is worked on. */
const working = {
  callers: ['agent'],
  role: 'agent',
  whenClosed: 'refused',
  whenMerged: 'refused',
  refusals: [],
} as const;
/** Makes sense when it is closed too. */
const always = { ...working, whenClosed: 'taken' } as const;
/** What was parked stays with a merged conversation, and so do its own mails and the replies that wait there. */
const ownAffair = { ...always, whenMerged: 'taken' } as const;
/** What the database refuses is an admin's to repair. */
const parked = {
  ...ownAffair,
  callers: ['agent', 'operator'],
  role: 'admin',
  refusals: ['not_found'],
} as const;

/**
 * What every message of the contract says of itself besides its shape. What it carries stands in `signals.ts` and `updates.ts`,
 * apart because workflows read this where they run, and must not load zod.
 */
export const policy = {
  signals: {
    customerMessage: { ...visitor, description: 'The visitor wrote in the widget.' },
    inboundEmail: { ...mail, description: 'A mail came back to this conversation’s reply address.' },
    machineMail: {
      ...mail,
      description: 'A machine answered one of our mails: a bounce, an out-of-office reply.',
    },
    mailGesture: { ...mail, description: 'A reaction to one of our mails, or a recall.' },
    escalate: { ...visitor, description: 'The visitor asks for a person, or leaves an address.' },
    rate: {
      ...visitor,
      callers: ['visitor', 'mail'],
      description: 'The customer says how it was, in the widget or by the link in a mail.',
    },
    agentReply: { ...mail, description: 'An agent answered by another road than the inbox.' },
    mailEvent: { ...mail, description: 'The mail provider reports what became of a mail.' },
    takeMessages: { ...conversation, description: 'Another conversation’s messages come here.' },
    undoMerge: { ...conversation, description: 'A merge into this conversation was undone.' },
    refuseMerge: {
      ...conversation,
      description: 'The conversation this one was merged into could not take it.',
    },
    renewHistory: {
      ...{ callers: ['erasure'], refusals: [], whenMerged: 'taken' },
      description: 'Words were erased: go on in a new run.',
    },
    undoSplit: { ...conversation, description: 'The split that began this conversation was undone.' },
    memberLeft: {
      ...{ callers: ['team'], refusals: [], whenMerged: 'taken' },
      description: 'Whoever was responsible is not on the team any more.',
    },
  },
  updates: {
    reply: {
      ...working,
      description: 'An agent answers. Refused when a newer message had not been seen.',
      refusals: ['stale_reply', 'reply_underway', 'attachment_gone', 'cannot_copy', 'moment_too_far'],
    },
    forward: {
      ...always,
      description: 'An agent sends a message on to somebody outside.',
      refusals: ['not_found', 'cannot_forward', 'attachment_gone'],
    },
    approveAnswer: {
      ...working,
      description: 'An agent lets an answer of the assistant out. Refused when it does not wait any more.',
      refusals: ['answer_gone'],
    },
    rejectAnswer: {
      ...working,
      description: 'An agent keeps an answer of the assistant from the customer.',
      refusals: ['answer_gone'],
    },
    takeOver: { ...working, bulk: true, description: 'An agent takes the conversation from the assistant.' },
    handBack: {
      ...working,
      bulk: true,
      description: 'An agent returns the conversation to the assistant.',
      refusals: ['answer_by_email', 'customer_unreached', 'budget_used_up'],
    },
    assign: {
      ...working,
      bulk: true,
      description: 'Someone of the team becomes responsible.',
      refusals: ['not_a_member'],
    },
    addNote: {
      ...always,
      description: 'An agent leaves a note for the team.',
      refusals: ['not_a_member'],
    },
    confirmSender: {
      ...always,
      description: 'An agent says that somebody else’s mail is the customer’s.',
      refusals: ['not_the_sender'],
    },
    disownSender: {
      ...always,
      description: 'An agent takes that back.',
      refusals: ['not_the_sender'],
    },
    chooseCustomer: {
      ...working,
      description: 'An agent answers whom a mail names besides its sender.',
      refusals: ['not_the_sender'],
    },
    close: { ...working, bulk: true, description: 'An agent closes the conversation.' },
    reopen: { ...always, bulk: true, description: 'An agent opens it again.' },
    addTag: { ...always, bulk: true, description: 'An agent tags it.', refusals: ['not_found'] },
    removeTag: { ...always, bulk: true, description: 'An agent takes a tag off.' },
    snooze: {
      ...working,
      bulk: true,
      description: 'An agent puts it aside until a moment, or until the customer answers.',
      refusals: ['moment_past'],
    },
    unsnooze: { ...working, bulk: true, description: 'An agent takes that back.' },
    runRule: {
      ...working,
      description: 'An agent does not wait for the moment of a rule.',
      refusals: ['not_found'],
    },
    moveRule: {
      ...working,
      description: 'An agent gives a rule another moment.',
      refusals: ['not_found', 'moment_past'],
    },
    cancelRule: {
      ...working,
      description: 'An agent keeps a rule from running until somebody touches it again.',
      refusals: ['not_found'],
    },
    setPriority: { ...always, bulk: true, description: 'An agent says how much it matters.' },
    rename: { ...always, description: 'An agent gives it another subject.' },
    markSpam: { ...always, bulk: true, description: 'An agent closes it as spam.' },
    unmarkSpam: { ...always, bulk: true, description: 'An agent takes that back.' },
    merge: {
      ...always,
      description: 'An agent joins it to another conversation of the customer.',
      refusals: ['reply_underway', 'cannot_merge'],
    },
    unmerge: { ...ownAffair, description: 'An agent undoes that.', refusals: ['conversation_merged'] },
    split: {
      ...always,
      description: 'An agent makes a message a conversation of its own.',
      refusals: ['cannot_split'],
    },
    unsplit: { ...always, description: 'An agent undoes that.', refusals: ['not_found'] },
    undoReply: {
      ...ownAffair,
      description: 'An agent undoes a reply. Refused when it has left.',
      refusals: ['already_left'],
    },
    sendNow: { ...always, description: 'An agent lets a reply leave without waiting.' },
    moveReply: {
      ...always,
      description: 'An agent chooses another moment for a reply that leaves later.',
      refusals: ['already_left', 'moment_too_far'],
    },
    retryDelivery: {
      ...ownAffair,
      description: 'An agent has a mail sent again.',
      refusals: ['still_sending'],
    },
    correctAddress: {
      ...always,
      description: 'An agent corrects the customer’s address, and mails what missed it.',
    },
    stopMail: { ...working, description: 'An agent goes back to the chat: replies are not mailed.' },
    resumeMail: { ...working, description: 'An agent has replies mailed again.' },
    retryParked: { ...parked, description: 'What could not be recorded is tried again.' },
    skipParked: { ...parked, description: 'What could not be recorded is left out for good.' },
  },
  queries: {
    getState: { callers: ['agent'], description: 'Everything the conversation remembers.', refusals: [] },
  },
} as const satisfies Policies;

export type SignalName = keyof typeof policy.signals;
export type UpdateName = keyof typeof policy.updates;

/** The messages that a caller may send. */
export type SignalsOf<By extends Caller> = SentBy<By, typeof policy.signals>;
export type UpdatesOf<By extends Caller> = SentBy<By, typeof policy.updates>;

/** What any message may be answered with: its input is wrong, its conversation or its id is, or Temporal is away. */
type EveryRefusal = 'bad_input' | 'conversation_not_found' | 'id_taken' | 'try_again';

/** What an update says beyond that when its state, or what only the database knows, forbids it. */
export type OwnRefusal<Name extends UpdateName> = (typeof policy.updates)[Name]['refusals'][number];
type Refused<Rules, When extends string, Code extends RefusalCode> =
  Rules extends Record<When, 'refused'> ? Code : never;

/** Every code that a message may be answered with: what a client has to have words or a way for. */
export type SignalRefusal<Name extends SignalName> =
  EveryRefusal | (typeof policy.signals)[Name]['refusals'][number];
export type UpdateRefusal<Name extends UpdateName> =
  | EveryRefusal
  | OwnRefusal<Name>
  | Refused<(typeof policy.updates)[Name], 'whenClosed', 'conversation_closed'>
  | Refused<(typeof policy.updates)[Name], 'whenMerged', 'conversation_merged'>;

/** What any procedure may answer, whatever it is about. */
export type ProcedureRefusal = 'slow_down' | 'too_large' | 'internal';
/** The codes that a command's procedure may answer with, for whoever calls it. */
export type CommandRefusal<Name extends UpdatesOf<'agent'>> =
  ProcedureRefusal | 'signed_out' | 'not_allowed' | UpdateRefusal<Name>;
/** What a visitor's procedures may answer with. */
export type VisitorRefusal =
  | SignalRefusal<SignalsOf<'visitor'>>
  | ProcedureRefusal
  | 'unknown_project'
  | 'project_archived'
  | 'identity_refused'
  | 'not_found'
  | 'too_many_streams';

import type { Person } from '../../person.ts';
import type { Forward } from './forwarded-by.ts';
import type { AgentId, AgentMailId, ConversationId, ProjectId } from '../../ids.ts';
import type { MachineMailKind, SenderVerdict } from '../../message.ts';
import type { KnownPlaces } from './known-places.ts';
import type { QuarantineReason } from './quarantine.ts';
import type { MailFacts } from './quarantine-reason.ts';
import type { SenderProof } from './sender-verdict.ts';

/** Everything a judgement needs that does not stand in the mail. */
export interface Evidence extends KnownPlaces, Pick<MailFacts, 'addresses' | 'answersOurs' | 'blocked'> {
  /** What our own check of the raw mail found; null: there was none. */
  proof: SenderProof | null;
  /** Agents of the project in which it would begin, by address, among its sender and whom they forward. */
  agents: ReadonlyMap<string, AgentId>;
  now: Date;
}

export interface Judgement {
  projectId: ProjectId;
  conversationId: ConversationId | null;
  /** The mail to an agent that this one answers. */
  agentMailId: AgentMailId | null;
  verdict: SenderVerdict;
  /** What kind of machine wrote it; null: a person. */
  machine: MachineMailKind | null;
  /** Null: the mail goes into its conversation. */
  quarantine: QuarantineReason | null;
  /** Matched by nothing and sent to the project's own support address: a customer begins by mail. */
  begins: boolean;
  /** Another of its keys leads elsewhere. */
  keysDisagree: boolean;
  /** An agent forwarded it on behalf of somebody else. */
  forward: Forward | null;
  /** To and Cc without us and without its author. */
  recipients: Person[];
  /** Whom it names as its author or as the one to answer, where that is not From. */
  answerTo: Person | null;
}

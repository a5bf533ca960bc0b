import type { AgentClaim } from './agent-claims.ts';
import type { AgentMailBinding } from '../address/agent-token.ts';
import type { MailIdentity } from '../address/mail-envelope.ts';
import type { ConversationId, ProjectId } from '../../ids.ts';
import type { MachineMailKind } from '../../message.ts';
import type { ThreadClaim } from './thread-mail.ts';

/** A project with the addresses that customers may write to; mail leaves from the first. */
export interface SupportedProject {
  id: ProjectId;
  addresses: readonly string[];
}

export interface Installation {
  identity: MailIdentity;
  /** Those at work first, then oldest first. */
  supported: readonly SupportedProject[];
}

/** What a mail says of itself; nothing of it is proven. */
export interface MailClaims {
  /** What kind of machine wrote it; null: a person. */
  machine: MachineMailKind | null;
  /** The conversations it names. */
  thread: ThreadClaim[];
  /** The mails to agents that it names. */
  agent: AgentClaim[];
}

/** Addresses that a project gave up, folded, among those a mail was meant for. */
export interface FormerAddresses {
  /** Null: the project was deleted. */
  had: ReadonlyMap<string, ProjectId | null>;
  /** Whether a project was ever deleted here. */
  someDeleted: boolean;
}

/** A mail of ours to an agent, with what its agent is now. */
export interface KnownAgentMail extends AgentMailBinding {
  projectId: ProjectId;
  agentEmail: string;
  /** Whether the agent is still on the project's team. */
  member: boolean;
  expiresAt: Date;
}

/** What is known of the places that the claims name. */
export interface KnownPlaces extends Installation {
  /** The project of each conversation that exists. */
  projects: ReadonlyMap<ConversationId, ProjectId>;
  agentMails: readonly KnownAgentMail[];
  former: FormerAddresses;
}

import { timingSafeEqual } from 'node:crypto';
import { BASE32, type AgentId, type AgentMailId, type ConversationId } from '../../ids.ts';
import { base32Mac, foldCase } from './reply-address.ts';

/**
 * `u` is no character of our base32: no token of this kind can be read as a conversation's, nor the other way round,
 * whatever their MACs say.
 */
const MARK = 'u';
const ID_LENGTH = 16;
/** 70 bits: with the mark and the id it takes the 31 octets that Postmark's hash leaves of a local part. */
const MAC_LENGTH = 14;
const DOMAIN = 'throughline agent address 1';

const TOKEN = new RegExp(`^${MARK}[${BASE32}]{${ID_LENGTH + MAC_LENGTH}}$`);

export interface AgentKey {
  agentMailId: AgentMailId;
  mac: string;
}

/** What a mail to an agent is about, and so what an answer to it may do. */
export interface AgentMailBinding {
  agentMailId: AgentMailId;
  agentId: AgentId;
  conversationId: ConversationId;
  /** The newest message when it was written: an answer has seen nothing later. */
  seq: number;
}

/**
 * The token that an agent's answer comes back to, signed by the newest secret over agent, conversation and last message.
 * @throws RangeError without a secret, or for an id that is not sixteen base32 characters.
 */
export function agentToken(bound: AgentMailBinding, secrets: readonly string[]): string {
  const token = MARK + bound.agentMailId.slice('agm_'.length) + macOf(bound, secrets[0] ?? '');
  if (!secrets[0] || !TOKEN.test(token)) throw new RangeError('No address can be made for this mail.');
  return token;
}

/** Reads a token in either case. Proves nothing yet: `verifyAgentKey` does, once it is known what the mail was about. */
export function parseAgentToken(text: string): AgentKey | null {
  const token = foldCase(text);
  if (!token || !TOKEN.test(token)) return null;
  return { agentMailId: `agm_${token.slice(1, 1 + ID_LENGTH)}`, mac: token.slice(1 + ID_LENGTH) };
}

/** Takes the same time whichever character is wrong; every secret is tried, so that a rotation breaks no address. */
export function verifyAgentKey(key: AgentKey, bound: AgentMailBinding, secrets: readonly string[]): boolean {
  if (key.agentMailId !== bound.agentMailId) return false;
  const given = Buffer.from(key.mac);
  let valid = false;
  for (const secret of secrets) {
    const expected = Buffer.from(macOf(bound, secret));
    if (given.length === expected.length && timingSafeEqual(given, expected)) valid = true;
  }
  return valid;
}

function macOf({ agentMailId, agentId, conversationId, seq }: AgentMailBinding, secret: string): string {
  const text = [DOMAIN, agentMailId, agentId, conversationId, seq].join('\n');
  return base32Mac(text, { secret, length: MAC_LENGTH });
}

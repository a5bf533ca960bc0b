import type { AgentId } from '../ids.ts';
import type { VisitedPage } from './visited-page.ts';

/** What an agent does at a conversation. */
export const AGENT_DOES = ['looks', 'replies', 'notes'] as const;
export type AgentDoes = (typeof AGENT_DOES)[number];

/** Somebody who is at a conversation at this moment. It is stored nowhere, and ends unless it is said again. */
export type Present =
  | { by: 'agent'; agentId: AgentId; name: string; does: AgentDoes }
  | { by: 'customer'; does: 'writes' }
  /** A page of their site that they have before them, since a moment (ISO 8601). */
  | ({ by: 'customer'; does: 'visits'; since: string } & VisitedPage);

/** How long each is believed, in milliseconds: three times its repetition, so that one may be late. */
const LEASE_MS = { looks: 9_000, replies: 6_000, notes: 6_000, writes: 6_000, visits: 45_000 } as const;

export const leaseOf = ({ does }: Present): number => LEASE_MS[does];

/** How often whoever is still there says so, in milliseconds. */
export const repeatAfter = (does: Present['does']): number => LEASE_MS[does] / 3;

/** The others as an agent sees them: everybody once, however many windows they have, with the most they do in any. */
export function othersPresent(all: readonly Present[], agentId: AgentId): Present[] {
  const byWho = new Map<string, Present>();
  for (const each of all) {
    const who = each.by === 'agent' ? each.agentId : each.does;
    const known = byWho.get(who);
    if (who !== agentId && (!known || isMore(each, known))) byWho.set(who, each);
  }
  return [...byWho.values()];
}

/** Of two pages the one they came to last. */
const isMore = (a: Present, b: Present): boolean =>
  a.does === 'visits' && b.does === 'visits' ? a.since > b.since : rank(a) > rank(b);

const rank = ({ does }: Present): number => ['looks', 'notes', 'replies', 'writes'].indexOf(does);

/** Whether nothing new is said by it but that it goes on. */
export function isSameStill(a: Present, b: Present): boolean {
  if (a.does === 'visits' && b.does === 'visits') return a.url === b.url && a.title === b.title;
  return a.does === b.does;
}

/** Who types a reply, as far as the customer may know: never who looks, and never that a note is written. */
export function replyingTo(all: readonly Present[]): string | null {
  for (const each of all) if (each.by === 'agent' && each.does === 'replies') return each.name;
  return null;
}

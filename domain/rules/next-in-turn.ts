import type { AgentId } from '../ids.ts';

interface Load {
  agentId: AgentId;
  /** How many open conversations they have. */
  open: number;
  /** When they were last given one in turn, in seconds since 1970; null: not lately. */
  lastAt: number | null;
}

/** Whoever has least in hand; of several, whose last turn is longest ago; then as the rule names them. Null: nobody is free. */
export function nextInTurn(
  agents: readonly AgentId[],
  loads: readonly Load[],
  capacity: number,
): AgentId | null {
  const [next] = agents
    .flatMap((id) => loads.find(({ agentId }) => agentId === id) ?? [])
    .filter(({ open }) => open < capacity)
    .toSorted((one, other) => one.open - other.open || (one.lastAt ?? 0) - (other.lastAt ?? 0));
  return next?.agentId ?? null;
}

/**
 * How the provider treats a send. `accept-then-…` keeps the mail and fails to say so, which is what makes sending exactly
 * once hard.
 */
export type BehaviourMode =
  | 'ok'
  | 'slow'
  | 'rate-limited'
  | 'error-500'
  | 'error-503'
  | 'bad-gateway'
  | 'reset-before-accept'
  | 'accept-then-reset'
  | 'accept-then-hang'
  | 'accept-then-bad-gateway';

export interface Behaviour {
  mode: BehaviourMode;
  /** For how many sends; for ever when not given. */
  times?: number;
  /** How long `slow` takes. */
  slowMs?: number;
  /** How long an accepted mail cannot be found. */
  indexLagMs?: number;
}

/** Hands out the mode for the next send. */
export function createBehaviour(initial: Behaviour = { mode: 'ok' }) {
  let current = initial;
  let left = initial.times ?? Infinity;
  return {
    set: (behaviour: Behaviour) => {
      current = behaviour;
      left = behaviour.times ?? Infinity;
    },
    next: (): BehaviourMode => (left-- > 0 ? current.mode : 'ok'),
    slowMs: () => current.slowMs ?? 2_000,
    indexLagMs: () => current.indexLagMs ?? 0,
  };
}

export type BehaviourSource = ReturnType<typeof createBehaviour>;

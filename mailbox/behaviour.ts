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

export interface Treatment {
  mode: BehaviourMode;
  /** How long `slow` takes. */
  slowMs?: number;
  /** How long an accepted mail cannot be found. */
  indexLagMs?: number;
  /** Nothing is reported about the mail. */
  silent?: boolean;
}

export interface Behaviour extends Treatment {
  /** For how many sends; for ever when not given. */
  times?: number;
  /** Each recipient's own fate, by how many sends to them came before. Takes the place of everything else. */
  plan?: (recipient: string, before: number) => Treatment;
}

const SLOW_MS = 2_000;

/** Hands out the treatment of the next send, and remembers each recipient's last. */
export function createBehaviour(initial: Behaviour = { mode: 'ok' }) {
  let current = initial;
  let left = initial.times ?? Infinity;
  const sends = new Map<string, number>();
  const planned = new Map<string, Treatment>();
  const of = (recipient: string): Treatment => planned.get(recipient) ?? current;
  return {
    set: (behaviour: Behaviour) => {
      current = behaviour;
      left = behaviour.times ?? Infinity;
      planned.clear();
    },
    next: (recipient: string): BehaviourMode => {
      const before = sends.get(recipient) ?? 0;
      sends.set(recipient, before + 1);
      if (!current.plan) return left-- > 0 ? current.mode : 'ok';
      const treatment = current.plan(recipient, before);
      planned.set(recipient, treatment);
      return treatment.mode;
    },
    slowMs: (recipient: string) => of(recipient).slowMs ?? SLOW_MS,
    indexLagMs: (recipient: string) => of(recipient).indexLagMs ?? 0,
    isSilent: (recipient: string) => of(recipient).silent ?? false,
  };
}

export type BehaviourSource = ReturnType<typeof createBehaviour>;

import { expect } from 'vitest';
import type { BehaviourMode, Treatment } from '../../../mailbox/behaviour.ts';
import { headerOf, parseAddress, type SentMail } from '../../../mailbox/mail.ts';
import type { DeliveryId } from '../../../domain/ids.ts';
import type { DeliveryState } from '../../../domain/message.ts';

/** Durations of a send, so small that a test sees a whole day's work in seconds. */
export const TIMING = { lookupsMs: [300, 900, 2_000, 4_000], backoffMs: 150 };
/** Seconds the client waits for an answer. */
export const CLIENT_TIMEOUT = 1;

/** Longer than the last look-up: together with silence it is the documented window. */
const BEYOND_LOOKUPS_MS = 3_600_000;

interface Fate {
  /** Treatment of the first sends; later ones are accepted. */
  sends: Treatment[];
  /** Mails a human's reply may come to, and those of an automatic one. */
  mails: { human: number; automatic: number };
  /** Part of three hundred. */
  share: number;
}

const times = (count: number, mode: BehaviourMode): Treatment[] => Array<Treatment>(count).fill({ mode });
const once = { human: 1, automatic: 1 };
const silently = (mode: BehaviourMode, more: Partial<Treatment> = {}): Treatment[] => [
  { mode, silent: true, ...more },
];

/** Everything a provider can do to a mail, by the name that stands in the recipient's address. */
export const FATES = {
  fine: { sends: [], mails: once, share: 115 },
  slow: { sends: [{ mode: 'slow', slowMs: 500 }], mails: once, share: 15 },
  /** Accepts after the client has gone. */
  late: { sends: silently('slow', { slowMs: 1_400 }), mails: once, share: 10 },
  limited: { sends: times(3, 'rate-limited'), mails: once, share: 20 },
  broken: { sends: times(2, 'error-500'), mails: once, share: 15 },
  maintenance: { sends: times(2, 'error-503'), mails: once, share: 15 },
  /** An automatic mail that may have left is not sent again: rather none than two. */
  reset: { sends: times(1, 'reset-before-accept'), mails: { human: 1, automatic: 0 }, share: 20 },
  gateway: { sends: times(1, 'bad-gateway'), mails: { human: 1, automatic: 0 }, share: 10 },
  cut: { sends: silently('accept-then-reset'), mails: once, share: 20 },
  /** Only the provider's event tells. */
  told: {
    sends: [{ mode: 'accept-then-reset', indexLagMs: BEYOND_LOOKUPS_MS }],
    mails: once,
    share: 10,
  },
  hanging: { sends: silently('accept-then-hang'), mails: once, share: 20 },
  lagging: { sends: silently('accept-then-reset', { indexLagMs: 1_500 }), mails: once, share: 10 },
  /** The mail program of `inactive@…` refuses for good. */
  inactive: { sends: [], mails: { human: 0, automatic: 0 }, share: 15 },
  /** The documented window: accepted, no answer, not indexed, no event. */
  window: {
    sends: silently('accept-then-reset', { indexLagMs: BEYOND_LOOKUPS_MS }),
    mails: { human: 2, automatic: 1 },
    share: 5,
  },
} satisfies Record<string, Fate>;

export type FateName = keyof typeof FATES;
const NAMES = Object.keys(FATES) as FateName[];

/** Three hundred recipients, each fate in its share. */
export function allRecipients(): string[] {
  return NAMES.flatMap((name) => recipientsOf(name, FATES[name].share));
}

/** One after the other through all fates but some. */
export function someRecipients(count: number, { without }: { without: FateName[] }): string[] {
  const names = NAMES.filter((name) => !without.includes(name));
  return Array.from({ length: count }, (_, index) => `${names[index % names.length]}+${index}@example.org`);
}

const recipientsOf = (name: FateName, count: number) =>
  Array.from({ length: count }, (_, index) => `${name}+${index}@example.org`);

const fateOf = (recipient: string): FateName => recipient.split('+', 1)[0] as FateName;

/** For `mailbox.behave({ plan })`. */
export function plan(recipient: string, before: number): Treatment {
  const fate: Fate | undefined = FATES[fateOf(recipient)];
  const last = fate?.sends.at(-1);
  return fate?.sends[before] ?? { mode: 'ok', ...(last?.silent && { silent: true }) };
}

export interface Sent {
  recipient: string;
  deliveryId: DeliveryId;
  automatic: boolean;
  state: DeliveryState;
  providerId: string | null;
}

/**
 * Holds every state against what the provider really accepted.
 * @param killed a worker that dies on the way may hide that a mail was refused or never sent: then nobody can know, and an
 * automatic one may be missing.
 * @returns how many humans' replies came twice: only ever in the documented window.
 */
export function audit(sends: Sent[], ledger: readonly SentMail[], { killed = false } = {}): number {
  let doubled = 0;
  for (const { recipient, deliveryId, automatic, state, providerId } of sends) {
    const mails = ledger.filter(({ metadata }) => metadata['delivery'] === deliveryId);
    const expected = FATES[fateOf(recipient)].mails[automatic ? 'automatic' : 'human'];
    const about = `${automatic ? 'automatic ' : ''}${recipient} is ${state}`;
    expect(
      mails.every(({ to }) => parseAddress(to).email === recipient),
      about,
    ).toBe(true);
    if (automatic && killed) expect(mails.length, about).toBeLessThanOrEqual(expected);
    else expect(mails.length, about).toBe(expected);
    expect(new Set(mails.map((mail) => headerOf(mail, 'Message-ID'))).size, about).toBe(mails.length && 1);
    if (providerId)
      expect(
        mails.map(({ id }) => id),
        about,
      ).toContain(providerId);
    expect(statesFor(mails.length, automatic || killed), about).toContain(state);
    if (mails.length > 1) doubled += 1;
  }
  expect(
    ledger.every(({ metadata }) => sends.some(({ deliveryId }) => deliveryId === metadata['delivery'])),
  ).toBe(true);
  return doubled;
}

/** What may be said of a mail that was accepted so many times, and where nobody may be able to know. */
function statesFor(mails: number, mayBeUnknown: boolean): DeliveryState[] {
  const states: DeliveryState[] = mails === 0 ? ['failed'] : ['sent', 'delivered'];
  return mayBeUnknown ? [...states, 'unknown'] : states;
}

import type { MachineMailKind, ReportKind } from '../message.ts';
import { splitAddress } from './address/reply-address.ts';
import { beforeCut, shorten } from '../text/shorten.ts';

/** RFC 3464, 2.3.3. */
const ACTIONS = ['failed', 'delayed', 'relayed', 'expanded', 'delivered'] as const;
export type DeliveryAction = (typeof ACTIONS)[number];

const KINDS: Record<DeliveryAction, ReportKind> = {
  failed: 'bounce',
  delayed: 'delayed',
  relayed: 'passed_on',
  expanded: 'passed_on',
  delivered: 'delivered',
};

export const reportKind = (action: DeliveryAction): ReportKind => KINDS[action];

/** What a report on several recipients is as a whole: the worst of it. Null without a report. */
export function reportOf(actions: readonly DeliveryAction[]): ReportKind | null {
  const worst = ACTIONS.find((action) => actions.includes(action));
  return worst ? KINDS[worst] : null;
}

export const isReport = (kind: MachineMailKind | null): kind is ReportKind =>
  kind !== null && Object.values<MachineMailKind>(KINDS).includes(kind);

/** Whether nothing more is to be done for a mail: it is where it was sent, or where nobody reports from. */
export const hasArrived = (action: DeliveryAction) => action !== 'failed' && action !== 'delayed';

/** What a delivery status notification says (RFC 3464), as far as it concerns one mail. */
export interface BounceReport {
  /** What became of it; null when the report does not say. */
  action: DeliveryAction | null;
  /** The mail will not arrive. */
  permanent: boolean;
  /** The address itself takes no mail. */
  badAddress: boolean;
  /** Whom it did not reach, in lower case; null when it does not say. */
  recipient: string | null;
  /** The mail server's own words, or its code. */
  words: string;
}

/** Reports are short; what follows is the returned mail. */
const MAX_REPORT = 100_000;

/** RFC 3463, 3.2 and 3.3: no such mailbox, no such system, an address nobody could have, moved, a mailbox that is switched off. */
const BAD_ADDRESS = /^5\.(1\.(1|2|3|6|10)|2\.1)$/;

/** What is said of each recipient, in order. Only in a report's own fields: the words "Action: failed" alone are anybody's. */
export function reportedActions(texts: string[]): DeliveryAction[] {
  return recipientsIn(texts.join('\n').slice(0, MAX_REPORT)).flatMap((fields) => actionIn(fields) ?? []);
}

/**
 * @param texts the notification's own text and its attached parts.
 * @param to whose part of it is asked for, where it reports on several.
 */
export function readBounceReport(texts: string[], to?: string): BounceReport {
  const whole = texts.join('\n').slice(0, MAX_REPORT);
  const asked = to?.toLowerCase();
  const own = recipientsIn(whole).find((fields) => asked && fields.toLowerCase().includes(asked));
  const text = own ?? whole;
  const status = statusOf(text);
  const recipient = field(text, '(?:original|final)-recipient')?.split(';').at(-1)?.trim().toLowerCase();
  const words = field(text, 'diagnostic-code')?.replace(/^[a-z0-9-]+;\s*/i, '') ?? status ?? '';
  const action = actionIn(text);
  return {
    action,
    permanent: (action ?? 'failed') === 'failed' && (status?.startsWith('5.') ?? false),
    badAddress: status !== null && BAD_ADDRESS.test(status),
    recipient: recipient && splitAddress(recipient).domain ? recipient.replace(/^<|>$/g, '') : null,
    words: shorten(beforeCut(words), 300),
  };
}

/** The groups of fields that a report has for its recipients. */
const recipientsIn = (text: string) =>
  text.split(/\r?\n[ \t]*\r?\n/).filter((group) => /^[ \t]*(?:original|final)-recipient:/im.test(group));

/** What the fields say was done; some reporters leave that to the status. */
function actionIn(fields: string): DeliveryAction | null {
  const said = /^[ \t]*action:[ \t]*(?:\r?\n[ \t]+)?([a-z]{1,20})/im.exec(fields)?.[1]?.toLowerCase();
  const stated = /^[ \t]*status:[ \t]*([245])\.\d/im.exec(fields)?.[1];
  return ACTIONS.find((action) => action === said) ?? BY_CLASS[said ? '' : (stated ?? '')] ?? null;
}

/** RFC 3463, 3.1. */
const BY_CLASS: Record<string, DeliveryAction> = { 2: 'delivered', 4: 'delayed', 5: 'failed' };

/** The report's Status field; without one, the code that a mail server said: `550 5.1.1` or, by qmail, `(#5.1.1)`. */
function statusOf(text: string): string | null {
  const stated = /^[ \t]*status:[ \t]*([245]\.\d{1,3}\.\d{1,3})/im.exec(text)?.[1];
  if (stated) return stated;
  return /(?:\b[45]\d\d[ -]#?|\(#)([45]\.\d{1,3}\.\d{1,3})\b/.exec(text)?.[1] ?? null;
}

/** A header-like field on lines of its own, unfolded. */
function field(text: string, name: string): string | null {
  const found = new RegExp(
    `^[ \\t]*${name}:[ \\t]*([^\\r\\n]{1,500}(?:\\r?\\n[ \\t]+[^\\r\\n]{1,500}){0,5})`,
    'imu',
  ).exec(text);
  return found?.[1]?.replace(/\s+/g, ' ').trim() ?? null;
}

const CODES = /\b([245])\d\d[ -]#?\1\.\d{1,3}\.\d{1,3}\b|\(#([245])\.\d{1,3}\.\d{1,3}\)/g;
/** A server that has not given up says what it will do: by their stems, as it is worded in the languages of mail servers. */
const GOES_ON =
  /delayed|\(delay\)|will (?:be re-?tried|re-?try|keep trying|continue)|still (?:being )?(?:trying|tried|retried)|not yet (?:been )?delivered|no action is required|warning (?:message )?only|verzögert|noch nicht zugestellt|weiterhin versuch|retardé|différé|pas encore (?:été )?(?:remis|distribué)|retrasad|aún no se ha entregado|seguirá intentando|ritardat|non (?:è )?ancora (?:stato )?(?:consegnat|recapitat)|atrasad|ainda não foi entregue|vertraagd|nog niet (?:bezorgd|afgeleverd)|fördröj|forsink|opóźnion|odložen|отложен|ещё не доставлен|遅延|延迟|延遲|지연/iu;
/** RFC 5321, 4.5.4.1: or that it has. */
const GAVE_UP =
  /giv(?:e|en|ing) up|gave up|permanent (?:fatal )?error|will not be (?:re)?tried|aufgegeben|endgültig/iu;

/** What a mail server's own words report where no report is attached. Only what is certain; null: it reports a failure. */
export function reportedInWords(subject: string, text: string): ReportKind | null {
  const words = `${subject}\n${text.slice(0, MAX_REPORT)}`;
  const codes = new Set([...words.matchAll(CODES)].map(([, plain, qmail]) => plain ?? qmail));
  if (codes.has('5') || GAVE_UP.test(words)) return null;
  if (GOES_ON.test(words)) return 'delayed';
  return codes.has('2') && !codes.has('4') ? 'delivered' : null;
}

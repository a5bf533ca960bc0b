import type { Queryable } from '../../db/connection/database.ts';
import { listUnknownMails, recordFetchedMail } from '../../db/mail/inbound/fetched-mails.ts';
import { listAllProjects } from '../../db/project/projects.ts';
import { createIntake, type InboundDependencies } from '../mail/webhook/inbound.ts';
import { liftFiles } from '../mail/lifting/lifted-content.ts';
import { postmarkInbound, type PostmarkInbound } from '../mail/provider/postmark-inbound.ts';
import { UNPROCESSED, type Provider } from '../mail/provider/provider.ts';

export interface MissedMailDependencies extends InboundDependencies {
  provider: Provider;
}

interface Missed {
  id: string;
  /** The provider no longer tries by itself. */
  givenUp: boolean;
}

/** `posted`: the provider was asked to post it again, because only that brings its attachments. */
export interface FetchedMail {
  taken: number;
  posted: number;
  /** To be tried again later. */
  left: number;
}

/** Mail that reached the provider while the webhook did not answer and that nobody has taken since, oldest first. */
export async function listMissedMail({
  db,
  provider,
}: Pick<MissedMailDependencies, 'db' | 'provider'>): Promise<Missed[]> {
  const since = await beginning(db);
  const lists = await Promise.all(UNPROCESSED.map((status) => provider.arrivals(status, { since })));
  const states = new Map(lists.flatMap(({ ids }, i) => ids.map((id) => [id, UNPROCESSED[i]])));
  const unknown = await listUnknownMails(db, [...states.keys()]);
  return unknown.reverse().map((id) => ({ id, givenUp: states.get(id) === 'failed' }));
}

/** The provider counts days in its own time zone. */
const DAY_MS = 86_400_000;

/** Mail from before this installation was another program's, and nobody waits for it here. */
export async function beginning(db: Queryable): Promise<Date> {
  const begun = (await listAllProjects(db)).map(({ createdAt }) => createdAt.getTime());
  return new Date(Math.min(Date.now(), ...begun) - DAY_MS);
}

/** Takes missed mail through the same intake as the webhook. What the provider blocked is left alone. */
export async function fetchMissedMail(deps: MissedMailDependencies): Promise<FetchedMail> {
  const intake = createIntake(deps);
  const fetched: FetchedMail = { taken: 0, posted: 0, left: 0 };
  for (const missed of await listMissedMail(deps)) {
    try {
      fetched[await fetchOne(deps, missed, intake)]++;
    } catch (error) {
      fetched.left++;
      deps.log.warn({ err: error, mail: missed.id }, 'a missed mail could not be fetched');
    }
  }
  if (fetched.taken + fetched.posted + fetched.left > 0) deps.log.info(fetched, 'missed mail was fetched');
  return fetched;
}

async function fetchOne(
  { db, provider }: MissedMailDependencies,
  { id, givenUp }: Missed,
  intake: ReturnType<typeof createIntake>,
): Promise<keyof FetchedMail> {
  const mail = postmarkInbound.parse(await provider.arrival(id));
  if (lacksFiles(mail)) {
    // Until it has given up, it comes by itself and complete.
    if (!givenUp) return 'left';
    await provider.retry(id);
    return 'posted';
  }
  const { json, contents } = liftFiles(mail);
  const { result } = await intake(json, contents);
  await recordFetchedMail(db, id, result);
  return 'taken';
}

/** The search leaves out what is in them. */
export function lacksFiles({ Attachments }: PostmarkInbound): boolean {
  return Attachments.some((file) => (file.ContentLength ?? 0) > 0 && !file.Content && !file.Data);
}

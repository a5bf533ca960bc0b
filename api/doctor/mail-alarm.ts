import type { Database } from '../../db/connection/database.ts';
import { readMailTraffic } from '../../db/mail/inbound/mail-traffic.ts';
import { inboundSilence, silenceWords } from '../../domain/doctor/inbound-silence.ts';
import type { ProjectId } from '../../domain/ids.ts';

/** What agents must hear about mail that does not arrive, in words; null when there is nothing. */
export async function mailAlarm(db: Database, projectId: ProjectId): Promise<string | null> {
  const { lastArrivalAt, sentSince, firstSentAt } = await readMailTraffic(db, projectId);
  const silence = inboundSilence({
    now: Date.now(),
    lastArrivalAt: lastArrivalAt?.getTime() ?? null,
    sentSince,
    firstSentAt: firstSentAt?.getTime() ?? null,
  });
  return silence && silenceWords(silence);
}

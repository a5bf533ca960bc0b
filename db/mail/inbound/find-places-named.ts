import { sql } from 'drizzle-orm';
import type { ConversationId, ProjectId } from '../../../domain/ids.ts';
import type { KnownPlaces, SupportedProject } from '../../../domain/mail/judging/known-places.ts';
import type { Database } from '../../connection/database.ts';
import { prepared } from '../../connection/prepared.ts';
import { fingerprintOf } from '../../project/former-addresses.ts';
import { byStanding } from '../../project/projects.ts';
import { furtherOnes } from '../../project/support-addresses.ts';
import { conversations, formerAddresses, projects } from '../../schema/schema.ts';

export type PlacesNamed = Pick<KnownPlaces, 'supported' | 'projects' | 'former'>;

/**
 * What is known of the places that a mail names, asked at once: who we are, who had the addresses it was meant for once, and
 * the project of each conversation that exists.
 */
export async function findPlacesNamed(
  db: Database,
  named: { addresses: Iterable<string>; conversations: readonly ConversationId[] },
): Promise<PlacesNamed> {
  const byFingerprint = new Map([...named.addresses].map((email) => [fingerprintOf(email), email]));
  const fingerprints = [...byFingerprint.keys()];
  const [row] = await find(db, { fingerprints, conversations: named.conversations });
  if (!row) throw new Error('A look-up without a condition found no row.');
  const had = row.had.map(
    ({ fingerprint, projectId }) => [byFingerprint.get(fingerprint) ?? '', projectId] as const,
  );
  return {
    supported: row.supported,
    projects: new Map(row.projects.map(({ id, projectId }) => [id, projectId])),
    former: { had: new Map(had), someDeleted: row.someDeleted },
  };
}

interface Row {
  supported: SupportedProject[];
  had: { fingerprint: string; projectId: ProjectId | null }[];
  someDeleted: boolean;
  projects: { id: ConversationId; projectId: ProjectId }[];
}

const among = (name: string) => sql`any(${sql.placeholder(name)}::text[])`;

const find = prepared<Record<string, unknown>, Row & Record<string, unknown>>(
  'find_places_named',
  sql`select
    (
      select coalesce(json_agg(json_build_object('id', ${projects.id},
        'addresses', array_prepend(${projects.supportAddress}, ${furtherOnes})) order by ${sql.join([...byStanding], sql`, `)}), '[]')
      from ${projects} where ${projects.deletingAt} is null
    ) as supported,
    (
      select coalesce(json_agg(json_build_object('fingerprint', ${formerAddresses.fingerprint},
        'projectId', ${formerAddresses.projectId})), '[]')
      from ${formerAddresses} where ${formerAddresses.fingerprint} = ${among('fingerprints')}
    ) as had,
    exists (select 1 from ${formerAddresses} where ${formerAddresses.projectId} is null) as "someDeleted",
    (
      select coalesce(json_agg(json_build_object('id', ${conversations.id}, 'projectId', ${conversations.projectId})), '[]')
      from ${conversations} where ${conversations.id} = ${among('conversations')}
    ) as projects`,
);

import type { AuditRow } from '../../db/project/audit.ts';
import { csvLine as line } from '../../domain/text/csv.ts';
import { AUDIT_ACTS } from '../../domain/project/audit.ts';

const HEADS = ['Time', 'Who', 'What', 'About', 'Changes', 'Network'];

export const CSV_HEAD = line(HEADS);

/** One row of the log. Times are ISO 8601 in UTC. */
export function csvLine(row: AuditRow): string {
  const changes = Object.entries(row.changes ?? {}).map(
    ([field, { from, to }]) => `${field}: ${JSON.stringify(from)} → ${JSON.stringify(to)}`,
  );
  return line([
    ...[row.at, row.by, AUDIT_ACTS[row.act], row.about ?? ''],
    ...[changes.join('\n'), row.network ?? ''],
  ]);
}

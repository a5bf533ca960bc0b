import { expect, it } from 'vitest';
import { csvLine } from '../../../api/audit/audit-csv.ts';
import type { AuditRow } from '../../../db/project/audit.ts';

const row: AuditRow = {
  id: 'aud_0000000000000000',
  at: '2026-03-29T01:30:00.000Z',
  by: 'Mira "Mi" Hoffmann',
  act: 'settings_changed',
  about: null,
  changes: { greeting: { from: '', to: 'Hello, you' } },
  network: '203.0.113.7',
};

it('quotes every cell, so that no word of a setting begins another one', () => {
  expect(csvLine(row)).toBe(
    '"2026-03-29T01:30:00.000Z","Mira ""Mi"" Hoffmann","changed the settings","","greeting: """" → ""Hello, you""","203.0.113.7"\r\n',
  );
});

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1'])('lets no spreadsheet compute %j', (title) => {
  const line = csvLine({ ...row, act: 'article_added', about: title, changes: null });
  expect(line).toContain(`,"'${title}",`);
});

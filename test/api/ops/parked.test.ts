import { expect, it } from 'vitest';
import { parked } from '../../../api/ops/parked.ts';
import type { OpsDependencies } from '../../../api/ops/verb.ts';
import { connect } from '../../../db/connection/database.ts';
import { createTestDatabase } from '../../support/stack/database.ts';

it('says that nothing waits, where no script takes it for an entry', async () => {
  await using database = await createTestDatabase();
  const connection = connect(database.url);
  const [results, remarks]: [string[], string[]] = [[], []];
  const deps = {
    db: connection.db,
    say: (line: string) => results.push(line),
    remark: (line: string) => remarks.push(line),
  } as unknown as OpsDependencies;
  expect(await parked.run(deps, '')).toBe(true);
  await connection.close();
  expect(results).toEqual([]);
  expect(remarks).toEqual(['Everything is recorded: nothing waits.']);
});

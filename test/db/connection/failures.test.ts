import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { connect } from '../../../db/connection/database.ts';
import { databaseFailure } from '../../../db/connection/permanent-errors.ts';
import { isUnavailable } from '../../../db/connection/unavailable.ts';
import { freePort } from '../../support/stack/free-port.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';

const own = ownDatabase();

const thrown = (asked: PromiseLike<unknown>) =>
  Promise.resolve(asked).then(
    () => null,
    (error: unknown) => error,
  );

/** A statement that Postgres refuses with a code. */
const refused = (code: string) =>
  thrown(own.db.execute(sql.raw(`do $$ begin raise exception 'no' using errcode = '${code}'; end $$`)));

it.each([
  ['08006', 'a broken connection'],
  ['53300', 'too many connections'],
  ['53100', 'a full disk'],
  ['57P01', 'a shutdown'],
  ['57014', 'a statement that was ended'],
  ['25006', 'a standby'],
  ['40001', 'a lost race'],
  ['40P01', 'a deadlock'],
  ['55P03', 'a lock that is held'],
])('%s, %s, passes: the same may succeed later', async (code) => {
  const error = await refused(code);
  expect([isUnavailable(error), databaseFailure(error)]).toEqual([
    true,
    { words: `no (${code})`, permanent: false },
  ]);
});

it.each([
  ['22021', 'a character that no table holds'],
  ['23503', 'a tie to what is not there'],
  ['23505', 'a key that is taken'],
  ['42703', 'a column that is not there'],
  ['54000', 'a limit of the program'],
  ['P0001', 'an exception of a trigger'],
])('%s, %s, is for good: the same fails every time', async (code) => {
  const error = await refused(code);
  expect([isUnavailable(error), databaseFailure(error)?.permanent]).toEqual([false, true]);
});

it('an error inside Postgres is neither: it is tried again, and nobody is told to wait', async () => {
  const error = await refused('XX000');
  expect([isUnavailable(error), databaseFailure(error)?.permanent]).toEqual([false, false]);
});

it('a database that nobody reaches is away, and its failure is one of the moment', async () => {
  const { db, close } = connect(`postgres://user:secret@127.0.0.1:${await freePort()}/none`);
  const error = await thrown(db.execute(sql`select 1`));
  expect(isUnavailable(error)).toBe(true);
  expect(databaseFailure(error)).toMatchObject({ permanent: false });
  expect(databaseFailure(error)?.words).not.toContain('secret');
  await close();
});

it('a connection that is cut in the middle of a question was not for good', async () => {
  const { db, close } = connect(own.url);
  const error = await thrown(db.execute(sql`select pg_terminate_backend(pg_backend_pid())`));
  expect([isUnavailable(error), databaseFailure(error)?.permanent]).toEqual([true, false]);
  await close();
});

it('what is not the database’s is nothing that the database says', () => {
  for (const error of [new Error('Whatever.'), 'words', null]) {
    expect([isUnavailable(error), databaseFailure(error)]).toEqual([false, null]);
  }
});

import process from 'node:process';
import { parseArgs } from 'node:util';
import { loadConfig } from '../../config.ts';
import { connect } from '../../db/connection/database.ts';
import { checksOf, type Check } from '../../domain/doctor/check.ts';
import { examine } from './examine.ts';
import { printReport, type ProjectReport } from './print-report.ts';

const { values } = parseArgs({
  options: { json: { type: 'boolean' }, 'no-test-mail': { type: 'boolean' } },
});

const reports = await report();
const broken = reports.some(({ checks }) => checks.some(({ status }) => status === 'broken'));
const text = values.json
  ? JSON.stringify({ ok: !broken, projects: reports })
  : printReport(reports, { colour: process.stdout.isTTY === true });
process.stdout.write(`${text}\n`);
process.exitCode = broken ? 1 : 0;

async function report(): Promise<ProjectReport[]> {
  let config;
  try {
    config = loadConfig();
  } catch (error) {
    return failed('configuration', 'The configuration is complete', {
      detail: (error as Error).message,
      fix: 'Start `npm start` in another terminal, or fill in .env and run this where the api runs.',
    });
  }
  const database = connect(config.databaseUrl);
  try {
    return await examine({ db: database.db, config }, { testMail: !values['no-test-mail'] });
  } catch (error) {
    return failed('database', 'The database answers', {
      detail: reasonOf(error),
      fix: 'Check DATABASE_URL, and start the api once: it makes the tables.',
    });
  } finally {
    await database.close();
  }
}

function failed(id: string, title: string, words: { detail: string; fix: string }): ProjectReport[] {
  const check: Check = checksOf('installation').broken(id, { title, ...words });
  return [{ project: '', checks: [check] }];
}

/** Of the query that failed, only what the server said: the query itself helps nobody. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message || cause.name : String(cause);
}

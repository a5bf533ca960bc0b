import { Client, Connection } from '@temporalio/client';
import process from 'node:process';
import { loadConfig } from '../../config.ts';
import { connect } from '../../db/connection/database.ts';
import { whichProject } from '../admin/which-project.ts';
import { createEvaluationGateway } from '../gateway/evaluation-gateway.ts';
import { CODES, type Ran } from './codes.ts';
import { explain, NotUnderstood, readWish, type Wish } from './read-wish.ts';
import { runEvals } from './run-evals.ts';

/** `npm run evals -- [--project ID] [--json]`: asks all test questions. Its exit codes stand in `codes.ts`. */
const say = (line: string) => void process.stdout.write(`${line}\n`);
const remark = (line: string) => void process.stderr.write(`${line}\n`);

try {
  const wish = readWish(process.argv.slice(2));
  if (wish.help) explain(say);
  process.exitCode = wish.help ? 0 : CODES[await run(wish)];
} catch (error) {
  remark(reasonOf(error));
  process.exitCode = CODES.notRun;
}

async function run({ project: named, json }: Wish): Promise<Ran> {
  const config = loadConfig();
  const { address, apiKey, namespace } = config.temporal;
  const database = connect(config.databaseUrl);
  try {
    const project = await whichProject({ db: database.db, say: remark }, named);
    if (!project) return 'notRun';
    const connection = await Connection.connect({ address, ...(apiKey && { apiKey }) });
    try {
      const client = new Client({ connection, namespace });
      const evaluations = createEvaluationGateway({ client, temporal: config.temporal });
      return await runEvals({ db: database.db, evaluations, say, remark }, project.id, { json });
    } finally {
      await connection.close();
    }
  } finally {
    await database.close();
  }
}

/** A driver says what went wrong in its cause, and nothing in its own words. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof NotUnderstood) return error.message;
  const { cause } = error;
  const words = cause instanceof AggregateError ? cause.errors.map(String).join(', ') : null;
  return words ?? (cause instanceof Error && cause.message ? cause.message : error.message);
}

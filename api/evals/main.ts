import { Client, Connection } from '@temporalio/client';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { loadConfig } from '../../config.ts';
import { connect } from '../../db/connection/database.ts';
import { whichProject } from '../admin/which-project.ts';
import { createEvaluationGateway } from '../gateway/evaluation-gateway.ts';
import { runEvals } from './run-evals.ts';

/** `npm run evals -- [--project ID] [--json]`: asks all test questions; exit code 1 when one did not come out as expected. */
const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, project: { type: 'string' } },
});
const say = (line: string) => void process.stdout.write(`${line}\n`);
const remark = (line: string) => void process.stderr.write(`${line}\n`);

try {
  process.exitCode = (await run()) ? 0 : 1;
} catch (error) {
  remark(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

async function run(): Promise<boolean> {
  const config = loadConfig();
  const { address, apiKey, namespace } = config.temporal;
  const database = connect(config.databaseUrl);
  const connection = await Connection.connect({ address, ...(apiKey && { apiKey }) });
  const client = new Client({ connection, namespace });
  try {
    const project = await whichProject({ db: database.db, say: remark }, values.project);
    if (!project) return false;
    const evaluations = createEvaluationGateway({ client, temporal: config.temporal });
    return await runEvals({ db: database.db, evaluations, say, remark }, project.id, values);
  } finally {
    await connection.close();
    await database.close();
  }
}

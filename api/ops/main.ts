import { Client, Connection } from '@temporalio/client';
import process from 'node:process';
import { loadConfig } from '../../config.ts';
import { connect } from '../../db/connection/database.ts';
import { createGateway } from '../gateway/temporal-gateway.ts';
import { erase } from './erase.ts';
import { parked } from './parked.ts';
import { retry } from './retry.ts';
import { skip } from './skip.ts';
import { unplaced } from './unplaced.ts';
import type { Verb } from './verb.ts';

/** `npm run ops -- VERB ARGUMENT`. */
const verbs: Record<string, Verb> = { parked, retry, skip, erase, unplaced };

const say = (line: string) => void process.stdout.write(`${line}\n`);
const remark = (line: string) => void process.stderr.write(`${line}\n`);
const [name = '', argument = ''] = process.argv.slice(2);
const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;

try {
  process.exitCode = (verb ? await run(verb) : explain()) ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

async function run(chosen: Verb): Promise<boolean> {
  const config = loadConfig();
  const { address, apiKey, namespace } = config.temporal;
  const database = connect(config.databaseUrl);
  // Lazily, so that what only reads the tables works while Temporal is away.
  const connection = Connection.lazy({ address, ...(apiKey && { apiKey }) });
  const client = new Client({ connection, namespace });
  const gateway = createGateway({ db: database.db, client, temporal: config.temporal });
  try {
    return await chosen.run(
      {
        ...{ db: database.db, client, config, say, remark },
        gateway: gateway.operator,
        erasing: gateway.erasure,
      },
      argument,
    );
  } finally {
    await connection.close();
    await database.close();
  }
}

function explain(): boolean {
  for (const [each, { takes, does }] of Object.entries(verbs))
    say(`npm run ops -- ${`${each} ${takes}`.trim()}   ${does}`);
  return name === '';
}

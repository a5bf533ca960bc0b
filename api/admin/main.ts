import process from 'node:process';
import { parseArgs } from 'node:util';
import { loadConfig } from '../../config.ts';
import { connect } from '../../db/connection/database.ts';
import { ROLES } from '../../domain/project/roles.ts';
import { createAuth } from '../sign-in/auth.ts';
import { invite } from './invite.ts';
import { project as projects } from './project.ts';
import { remove } from './remove.ts';
import { resetPassword } from './reset-password.ts';
import type { AdminVerb, Said } from './verb.ts';

/** `npm run admin -- VERB …`. */
const verbs: Record<string, AdminVerb> = {
  invite,
  remove,
  'reset-password': resetPassword,
  project: projects,
};

const say = (line: string) => void process.stdout.write(`${line}\n`);

try {
  const { name, said } = readArguments();
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  process.exitCode = (verb ? await run(verb, said) : explain(name)) ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

function readArguments(): { name: string; said: Said } {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      role: { type: 'string' },
      project: { type: 'string' },
      owner: { type: 'string' },
      'leave-without-owner': { type: 'boolean', default: false },
      'without-second-step': { type: 'boolean', default: false },
    },
  });
  const [name = '', ...words] = positionals;
  const role = ROLES.find((each) => each === values.role);
  if (values.role !== undefined && !role)
    throw new Error(`There is no role “${values.role}”: ${ROLES.join(', ')}.`);
  const { project, owner } = values;
  const { 'leave-without-owner': withoutOwner, 'without-second-step': withoutSecondStep } = values;
  return { name, said: { words, role, project, owner, withoutOwner, withoutSecondStep } };
}

async function run(verb: AdminVerb, said: Said): Promise<boolean> {
  const config = loadConfig();
  const database = connect(config.databaseUrl);
  const { db } = database;
  const hashPassword = async (password: string) =>
    (await createAuth({ db, config }).$context).password.hash(password);
  try {
    return await verb.run({ db, config, hashPassword, say }, said);
  } finally {
    await database.close();
  }
}

function explain(name: string): boolean {
  for (const [each, { takes, does }] of Object.entries(verbs))
    say(`npm run admin -- ${each} ${takes}   ${does}`);
  return name === '';
}

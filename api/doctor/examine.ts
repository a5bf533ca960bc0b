import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../../config.ts';
import type { Database } from '../../db/connection/database.ts';
import { listAllProjects, type Project } from '../../db/project/projects.ts';
import { findNewestTestMail } from '../../db/mail/inbound/test-mails.ts';
import { checkMailSetup } from './check-mail-setup.ts';
import { systemDns } from './dns-lookup.ts';
import type { ProjectReport } from './print-report.ts';
import { createProvider, type Provider } from '../mail/provider/provider.ts';
import { sendTestMail } from './test-mail.ts';

/** Longer than mail takes; somebody sits before the terminal. */
const COMES_BACK_WITHIN_MS = 45_000;
const PAUSE_MS = 200;

interface Deps {
  db: Database;
  config: Config;
}

/** Sends every project a test mail, waits for them, and checks everything. */
export async function examine(deps: Deps, { testMail }: { testMail: boolean }): Promise<ProjectReport[]> {
  const provider = createProvider(deps.config.mail);
  const projects = await listAllProjects(deps.db);
  if (testMail) await Promise.all(projects.map((project) => roundTrip(deps, { project, provider })));
  const dns = systemDns();
  return Promise.all(
    projects.map(async (project) => ({
      project: project.name,
      checks: await checkMailSetup({ ...deps, provider, dns }, project),
    })),
  );
}

async function roundTrip(
  { db, config }: Deps,
  { project, provider }: { project: Project; provider: Provider },
): Promise<void> {
  await sendTestMail({ db, mail: config.mail, provider }, project);
  const deadline = Date.now() + COMES_BACK_WITHIN_MS;
  while (Date.now() < deadline) {
    const test = await findNewestTestMail(db, project.id);
    if (!test || test.failure || test.arrivedAt) return;
    await sleep(PAUSE_MS);
  }
}

import { parseArgs } from 'node:util';
import { startBenchServers } from './bench-servers.ts';
import { firstSentence } from './first-sentence.ts';
import { INBOX_ROWS, inboxRows, type InboxRow } from './inbox/inbox-rows.ts';
import { LOAD_ROWS, loadRows, type LoadRow } from './load/rows.ts';
import { duringImport } from './knowledge/import.ts';
import { indexMemory } from './knowledge/index-memory.ts';
import { ranking } from './knowledge/ranking.ts';
import { mailToInbox } from './mail-to-inbox.ts';
import { mailsRead, slowestMail } from './mails-read.ts';
import type { Bench, Measured } from './measure.ts';
import { notices } from './notices.ts';
import { messageToInbox } from './message-to-inbox.ts';
import { growthTable, measureGrowth } from './growth/growth.ts';
import { profileRoads } from './profile/profile.ts';
import { profileTables } from './profile/profile-tables.ts';
import { memoryIdle } from './processes/memory-idle.ts';
import { restartApi, restartWorker } from './processes/restart.ts';
import { writeResults } from './write-results.ts';

/** These come from one set of rounds, or from as few as the one that is asked for needs. */
let load: ReturnType<typeof loadRows> | undefined;
const loadRow =
  (name: LoadRow): Bench =>
  async (servers) => {
    const found = (await (load ??= loadRows(servers, LOAD_ROWS.filter(isWanted))))[name];
    if (!found) throw new Error(`The rounds say nothing of ${name}.`);
    return found;
  };

let inbox: ReturnType<typeof inboxRows> | undefined;
const inboxRow =
  (name: InboxRow): Bench =>
  async (servers) =>
    (await (inbox ??= inboxRows(servers)))[name];

/** Each measures the product and its reference in the same run, in turn: ratios hold where absolute times do not. */
const BENCHES: Record<string, Bench> = {
  ...Object.fromEntries(LOAD_ROWS.map((name) => [name, loadRow(name)])),
  ...Object.fromEntries(INBOX_ROWS.map((name) => [name, inboxRow(name)])),
  'message-to-inbox': messageToInbox,
  'mail-to-inbox': mailToInbox,
  notices,
  'first-sentence': firstSentence,
  ranking,
  import: duringImport,
  'index-memory': indexMemory,
  'mails-read': mailsRead,
  'slowest-mail': slowestMail,
  'restart-worker': restartWorker,
  'restart-api': restartApi,
  'memory-idle': memoryIdle,
};

const { values } = parseArgs({
  options: {
    json: { type: 'boolean' },
    /** May be said several times. */
    only: { type: 'string', multiple: true },
    write: { type: 'boolean' },
    /** Tables instead: what a message costs by process and by function; more visitors, more at rest. */
    profile: { type: 'boolean' },
    growth: { type: 'boolean' },
  },
});
const isWanted = (name: string) => !values.only || values.only.includes(name);
const unknown = values.only?.find((name) => !(name in BENCHES));
if (unknown !== undefined) {
  console.error(`There is no benchmark “${unknown}”. There are: ${Object.keys(BENCHES).join(', ')}.`);
  process.exit(2);
}

const servers = await startBenchServers();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void servers.stop().finally(() => process.exit(1)));
if (values.profile || values.growth) {
  try {
    if (values.profile) console.log(profileTables(await profileRoads(servers)));
    if (values.growth) console.log(growthTable(await measureGrowth(servers)));
  } finally {
    await servers.stop();
  }
  process.exit(0);
}
const results: Record<string, Measured> = {};
try {
  for (const [name, run] of Object.entries(BENCHES)) {
    if (!isWanted(name)) continue;
    results[name] = await run(servers);
  }
} finally {
  await servers.stop();
}

if (values.write) writeResults(results);
if (values.json) console.log(JSON.stringify(results));
else {
  console.table(
    Object.fromEntries(
      Object.entries(results).map(([name, { value, reference, ratio, unit }]) => [
        name,
        { [`product (${unit})`]: value, [`reference (${unit})`]: reference, ratio },
      ]),
    ),
  );
}
process.exit(0);

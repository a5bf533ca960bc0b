import { startFakeModel } from '../../support/model/fake-model.ts';
import type { BenchServers } from '../bench-servers.ts';
import { openDatabase } from '../load/database.ts';
import { startProduct } from '../load/product.ts';
import { playRound, type Load, type Round } from '../load/round.ts';
import { quantile, round } from '../measure.ts';
import { table } from '../table.ts';
import { addResting, removeResting } from './resting.ts';

const AT_REST = [0, 10_000, 50_000] as const;
/** Each visitor says fewer things where there are more of them, and never more than one may in twenty seconds. */
const MESSAGES = { 1: 10, 16: 10, 64: 6, 256: 2 } as const;
const ROUNDS = 2;

export interface Grown {
  atRest: number;
  visitors: number;
  rounds: Round[];
}

/** The same messages to agents' conversations with more visitors at once and more conversations at rest. */
export async function measureGrowth(servers: BenchServers): Promise<Grown[]> {
  const model = await startFakeModel();
  const { ask, close } = openDatabase(servers.databaseUrl);
  const product = await startProduct(servers, model.url, ask);
  const grown: Grown[] = [];
  try {
    for (const atRest of AT_REST) {
      await removeResting(ask);
      if (atRest > 0) await addResting(servers.databaseUrl, ask, atRest);
      for (const [visitors, messages] of Object.entries(MESSAGES)) {
        const load: Load = { road: 'team', visitors: Number(visitors), messages, watched: true };
        const rounds: Round[] = [];
        // The first of all warms up what compiles and caches.
        for (let played = atRest === 0 ? -1 : 0; played < ROUNDS; played++) {
          const result = await playRound(product, servers, load);
          if (played >= 0) rounds.push(result);
        }
        process.stderr.write(`${atRest} at rest, ${visitors} visitors\n`);
        grown.push({ atRest, visitors: load.visitors, rounds });
      }
    }
    return grown;
  } finally {
    await product.stop();
    await close();
    await model.stop();
  }
}

/** As Markdown. */
export function growthTable(grown: readonly Grown[]): string {
  const parts = Object.keys(grown[0]?.rounds[0]?.processor ?? {});
  const rows = grown.map(({ atRest, visitors, rounds }) => {
    const of = (which: 'accepted' | 'seen', share: number) =>
      whole(
        quantile(
          rounds.flatMap((each) => each[which]),
          share,
        ),
      );
    const middle = (values: number[]) => quantile(values, 0.5);
    return [
      ...[atRest.toLocaleString('en'), String(visitors)],
      ...[of('accepted', 0.5), of('accepted', 0.95), of('seen', 0.5), of('seen', 0.95)],
      whole(middle(rounds.map(({ perSecond }) => perSecond))),
      ...parts.map((part) => String(round(middle(rounds.map(({ processor }) => processor[part] ?? 0))))),
    ];
  });
  const head = ['at rest', 'visitors', 'accepted p50', 'p95', 'seen p50', 'p95', 'a second'];
  return table([...head, ...parts.map((part) => `${part}, ms`)], rows);
}

const whole = (value: number) => String(Math.round(value));

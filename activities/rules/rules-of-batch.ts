import type { Database } from '../../db/connection/database.ts';
import { isFirstSaid, readEvidence } from '../../db/rules/read-evidence.ts';
import { listRulesThatAreOn } from '../../db/rules/rules.ts';
import { momentOf, touchedAt, type Batch, type Recorded } from '../../domain/conversation/batch.ts';
import { withRules } from '../../domain/conversation/held-reply.ts';
import type { MessageId } from '../../domain/ids.ts';
import { decide } from '../../domain/rules/decide.ts';
import type { RulePlan, WaitingRule } from '../../domain/rule-event.ts';
import type { Rule } from '../../domain/rules/rule.ts';
import { upcomingRules } from '../../domain/rules/silence.ts';
import { planRun } from './plan-run.ts';

/** The rules that are on where somebody touched a conversation that is worked on; everywhere else none are looked for. */
export async function rulesFor(db: Database, batch: Batch): Promise<Rule[] | null> {
  if (touchedAt(batch) === null || batch.merged || batch.triage?.spam) return null;
  return listRulesThatAreOn(db, batch.projectId);
}

/** As the row shows it: the silence begins anew with this batch. */
export function withUpcoming(batch: Batch, waiting: WaitingRule[] | null): Batch {
  if (!waiting) return batch;
  const wait = { since: touchedAt(batch), waiting, done: [], moved: {} };
  const known = { status: batch.standing.status, isMerged: false, isSpam: false };
  return { ...batch, outgoing: withRules(batch.outgoing, upcomingRules(wait, known)) };
}

/** What rules want of a conversation for what was just recorded. Undefined: nothing, and none waits. */
export async function planFor(
  db: Database,
  batch: Batch,
  { recorded, rules, waiting }: { recorded: Recorded; rules: Rule[] | null; waiting: WaitingRule[] },
): Promise<RulePlan | undefined> {
  if (!rules || (rules.length === 0 && !batch.outgoing?.rules)) return undefined;
  const plan: RulePlan = { runs: [], stops: [], waiting };
  const { projectId, conversationId } = batch;
  const spoken = await spokenIn(db, batch, recorded);
  const asked = rules.filter(({ when }) => when.kind === spoken?.kind);
  if (!spoken || asked.length === 0) return plan;
  const at = momentOf(batch) ?? new Date().toISOString();
  const evidence = await readEvidence(db, { conversationId, at, said: spoken.said });
  if (!evidence) return plan;
  const { runs, stops } = decide(asked, evidence.facts);
  const place = { db, projectId, conversationId, trigger: spoken.trigger, evidence };
  for (const run of runs) plan.runs.push(await planRun(place, run));
  return { ...plan, stops };
}

/** What the customer said in a batch, and whether it began the conversation. */
async function spokenIn(db: Database, batch: Batch, { seqs, arrived = {} }: Recorded) {
  const { conversationId, entries, arriving } = batch;
  const theirs = entries.flatMap(({ id, kind, author }, index) =>
    kind === 'message' && author.by === 'customer' ? [{ id, seq: seqs[index] ?? 0 }] : [],
  );
  const [first] = theirs;
  const last = theirs.at(-1);
  const said: MessageId[] = theirs.map(({ id }) => id);
  if (first && last) {
    const kind = (await isFirstSaid(db, { conversationId, seq: first.seq })) ? 'new' : 'customerAnswered';
    return { kind, trigger: last.id, said } as const;
  }
  const move = arriving.findLast(({ writtenAt }) => writtenAt);
  if (!move || !('customer' in arrived)) return null;
  return { kind: 'customerAnswered', trigger: `${move.move} ${move.writtenAt}`, said } as const;
}

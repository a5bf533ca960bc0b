import { readEvidence } from '../../db/rules/read-evidence.ts';
import { listRulesThatAreOn } from '../../db/rules/rules.ts';
import type { ConversationId, ProjectId, RuleId } from '../../domain/ids.ts';
import { decide } from '../../domain/rules/decide.ts';
import type { RulePlan, WaitingRule } from '../../domain/rule-event.ts';
import type { Rule } from '../../domain/rules/rule.ts';
import { isDue, isOwed } from '../../domain/rules/silence.ts';
import type { Status } from '../../domain/standing.ts';
import type { MailDependencies } from '../mail/mail-dependencies.ts';
import { planRun } from './plan-run.ts';
import { waitingAmong } from './waiting-among.ts';

export interface Silence {
  projectId: ProjectId;
  conversationId: ConversationId;
  /** ISO 8601, both by the workflow's clock. */
  since: string;
  now: string;
  status: Status;
  /** Those that ran in it already. */
  done: RuleId[];
  /** Moments (ISO 8601) that agents chose in it. */
  moved: Record<RuleId, string>;
  /** An agent does not want to wait for this one, whatever it asks for. */
  asked: RuleId | null;
}

/** `ended`: those whose moment came, whatever became of them. */
export type Answer = RulePlan & { ended: RuleId[] };

/** What the rules want of a conversation that nobody touched, as they are by now. */
export async function askRules(
  { db, agentMail }: Pick<MailDependencies, 'db' | 'agentMail'>,
  silence: Silence,
): Promise<Answer> {
  const { projectId, conversationId, since, now } = silence;
  const rules = await listRulesThatAreOn(db, projectId);
  const waiting = waitingAmong(rules, agentMail.minuteMs);
  const nothing: Answer = { runs: [], stops: [], waiting, ended: [] };
  const evidence = await readEvidence(db, { conversationId, at: now, said: [] });
  if (!evidence) return nothing;
  const due = dueAmong(rules, waiting, silence);
  const owed = due.filter(
    ({ id, when }) =>
      id === silence.asked || (when.kind === 'untouched' && isOwed(silence.status, when.owedBy)),
  );
  const { runs, stops } = decide(owed, evidence.facts);
  const answer: Answer = { ...nothing, stops, ended: owed.map(({ id }) => id) };
  for (const run of runs) {
    const place = { db, projectId, conversationId, trigger: `${run.rule.id} ${since}`, evidence };
    answer.runs.push(await planRun(place, run));
  }
  return answer;
}

function dueAmong(
  rules: Rule[],
  waiting: WaitingRule[],
  { since, now, done, moved, asked }: Silence,
): Rule[] {
  if (asked) return rules.filter(({ id }) => id === asked).map((rule) => ({ ...rule, conditions: [] }));
  const due = waiting.filter((rule) => !done.includes(rule.id) && isDue(rule, { since, now, moved }));
  return rules.filter(({ id }) => due.some((rule) => rule.id === id));
}

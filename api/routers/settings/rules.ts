import { z } from 'zod';
import {
  deleteRule,
  findRule,
  listRules,
  lockRules,
  moveRule,
  saveRule,
  switchRule,
} from '../../../db/rules/rules.ts';
import { ruleId } from '../../../domain/contract/schemas.ts';
import { Refusal } from '../../../domain/errors.ts';
import { changesBetween } from '../../../domain/project/audit.ts';
import { MAX_RULES, type Rule } from '../../../domain/rules/rule.ts';
import { withoutSecrets, withSecrets } from '../../../domain/rules/secrets.ts';
import { audited } from '../../audit/audited.ts';
import { projectProcedure, router } from '../../rpc/trpc.ts';
import { saidRule } from './rule-input.ts';
import { problemWithRule } from './rule-problem.ts';
import { tryRule } from './try-rule.ts';

const which = z.object({ id: ruleId });

/** What happens by itself in a project's conversations. A new rule is off, so that it can be tried first. */
export const rulesRouter = router({
  /** In the order in which they run. */
  list: projectProcedure.query(async ({ ctx }) =>
    (await listRules(ctx.db, ctx.projectId)).map(withoutSecrets),
  ),

  /** New, or over the old one, which stays on or off and where it is. */
  save: projectProcedure.input(saidRule).mutation(({ ctx, input: { projectId, ...said } }) =>
    audited(ctx, async (tx) => {
      await lockRules(tx, projectId);
      const place = { projectId, id: said.id };
      const before = await findRule(tx, place);
      if (!before && (await listRules(tx, projectId)).length >= MAX_RULES)
        throw new Refusal('bad_input', `A project has at most ${MAX_RULES} rules.`);
      const acts = withSecrets(said.acts, before?.acts ?? []);
      if (!acts) throw new Refusal('bad_input', 'Enter the address of the webhook.');
      const problem = await problemWithRule({ ...ctx, db: tx }, { ...said, acts });
      if (problem) throw new Refusal('bad_input', problem);
      if (!(await saveRule(tx, { ...said, ...place, acts }))) throw new Refusal('not_found');
      return { result: undefined, done: writtenDown(before, { ...said, acts }) };
    }),
  ),

  switch: projectProcedure
    .input(which.extend({ isOn: z.boolean() }))
    .mutation(({ ctx, input: { projectId, id, isOn } }) =>
      audited(ctx, async (tx) => {
        await lockRules(tx, projectId);
        const before = mustFind(await findRule(tx, { projectId, id }));
        await switchRule(tx, { projectId, id }, isOn);
        const act = isOn ? 'rule_switched_on' : 'rule_switched_off';
        return { result: undefined, done: before.isOn === isOn ? null : { act, about: before.name } };
      }),
    ),

  /** `to`: its place among all, from 0. */
  move: projectProcedure
    .input(which.extend({ to: z.int().min(0).max(MAX_RULES) }))
    .mutation(({ ctx, input: { projectId, id, to } }) =>
      audited(ctx, async (tx) => {
        await lockRules(tx, projectId);
        const before = mustFind(await findRule(tx, { projectId, id }));
        await moveRule(tx, { projectId, id }, to);
        const done = { act: 'rule_moved', about: before.name } as const;
        return { result: undefined, done: before.position === to ? null : done };
      }),
    ),

  remove: projectProcedure.input(which).mutation(({ ctx, input: { projectId, id } }) =>
    audited(ctx, async (tx) => {
      await lockRules(tx, projectId);
      const before = await findRule(tx, { projectId, id });
      await deleteRule(tx, { projectId, id });
      return { result: undefined, done: before && { act: 'rule_removed' as const, about: before.name } };
    }),
  ),

  /** A rule as it is being written, on past conversations. Nothing is changed. */
  try: projectProcedure.input(saidRule).query(({ ctx, input }) => tryRule(ctx.db, input)),
});

function mustFind(rule: Rule | null): Rule {
  if (!rule) throw new Refusal('not_found');
  return rule;
}

/** In the audit log: never what makes a webhook's address a secret, and no customer's address, which can be erased. */
function writtenDown(before: Rule | null, said: Pick<Rule, 'id' | 'name' | 'when' | 'conditions' | 'acts'>) {
  if (!before) return { act: 'rule_added' as const, about: said.name };
  const after = { ...before, ...said };
  if (JSON.stringify(fieldsOf(before)) === JSON.stringify(fieldsOf(after))) return null;
  const changes = changesBetween(shownOf(before), shownOf(after));
  return { act: 'rule_changed' as const, about: said.name, changes };
}

const fieldsOf = ({ name, when, conditions, acts }: Rule) => ({ name, when, conditions, acts });

const shownOf = (rule: Rule) => {
  const { conditions, ...fields } = fieldsOf(withoutSecrets(rule));
  return {
    ...fields,
    conditions: conditions.map((each) =>
      each.kind === 'address' ? { kind: each.kind, addresses: each.anyOf.length } : each,
    ),
  };
};

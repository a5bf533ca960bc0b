import { asc, eq } from 'drizzle-orm';
import { saveRule, switchRule } from '../../../db/rules/rules.ts';
import { messages } from '../../../db/schema/schema.ts';
import { createTag } from '../../../db/triage/tags.ts';
import { newId } from '../../../domain/ids.ts';
import type { Rule } from '../../../domain/rules/rule.ts';
import { startTeam } from './hearing-team.ts';

/** Ana’s team, whose hours last as long as they are told to, with rules that are on. */
export async function startRuledTeam(options: NonNullable<Parameters<typeof startTeam>[0]> = {}) {
  const team = await startTeam({ escalatesAgain: false, ...options });
  const { db, visit, product } = team;
  const projectId = product.project.id;
  const spoken = () =>
    db
      .select()
      .from(messages)
      .where(eq(messages.conversationId, visit.conversationId))
      .orderBy(asc(messages.seq));
  return {
    ...team,
    projectId,
    rule: async (
      name: string,
      said: Pick<Rule, 'when' | 'acts'> & Partial<Pick<Rule, 'conditions' | 'id'>>,
    ) => {
      const id = said.id ?? newId('rul');
      await saveRule(db, { conditions: [], ...said, projectId, id, name });
      await switchRule(db, { projectId, id }, true);
      return id;
    },
    switchOff: (id: Rule['id']) => switchRule(db, { projectId, id }, false),
    tag: async (name: string) => (await createTag(db, { projectId, id: newId('tag'), name }))!.id,
    spoken,
    events: async () => (await spoken()).flatMap(({ event }) => event ?? []),
    did: async (name: string) =>
      (await spoken()).flatMap(({ event }) =>
        event?.kind === 'ruleRan' && event.rule.name === name
          ? [event.did.map(({ did }) => did).join(', ')]
          : [],
      ),
    [Symbol.asyncDispose]: () => team[Symbol.asyncDispose](),
  };
}

import { z } from 'zod';
import { agentId, idSchema, ruleId, tagId } from '../../../domain/contract/schemas.ts';
import { LANGUAGES } from '../../../domain/language/language.ts';
import { MAX_ENDPOINT } from '../../../domain/limits.ts';
import {
  MAX_ANY_OF,
  MAX_CAPACITY,
  MAX_CONDITIONS,
  MAX_RULE_NAME,
  MAX_UNTOUCHED_HOURS,
  MAX_WORD,
  type RuleAct,
  type RuleCondition,
  type RuleWhen,
} from '../../../domain/rules/rule.ts';
import { OWED_BY } from '../../../domain/rule-event.ts';
import { PRIORITIES } from '../../../domain/triage.ts';

/** What a rule may say, before anything of it is believed. */

const anyOf = <Of extends z.ZodType>(of: Of) => z.array(of).min(1, 'Choose at least one.').max(MAX_ANY_OF);
const word = z.string().trim().min(1, 'Write a word.').max(MAX_WORD);
const address = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .regex(/^@?[^\s@]+\.[^\s@]+$|^[^\s@]+@[^\s@]+$/u, 'Write an address, or a domain such as example.com.');

const when = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('new') }),
  z.strictObject({ kind: z.literal('customerAnswered') }),
  z.strictObject({
    kind: z.literal('untouched'),
    hours: z.int('Write a whole number of hours.').min(1).max(MAX_UNTOUCHED_HOURS),
    owedBy: z.enum(OWED_BY),
  }),
]) satisfies z.ZodType<RuleWhen>;

const condition = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('channel'), channel: z.enum(['widget', 'email']) }),
  z.strictObject({ kind: z.literal('words'), anyOf: anyOf(word) }),
  z.strictObject({ kind: z.literal('tag'), anyOf: anyOf(tagId) }),
  z.strictObject({ kind: z.literal('address'), anyOf: anyOf(address) }),
  z.strictObject({ kind: z.literal('hours'), inside: z.boolean() }),
  z.strictObject({ kind: z.literal('language'), anyOf: anyOf(z.enum(LANGUAGES)) }),
]) satisfies z.ZodType<RuleCondition>;

const act = z.discriminatedUnion('does', [
  z.strictObject({ does: z.literal('assign'), assignee: agentId }),
  z.strictObject({
    does: z.literal('roundRobin'),
    agents: anyOf(agentId),
    capacity: z.int('Write a whole number.').min(1).max(MAX_CAPACITY),
  }),
  z.strictObject({ does: z.literal('addTags'), tagIds: anyOf(tagId) }),
  z.strictObject({ does: z.literal('setPriority'), priority: z.enum(PRIORITIES) }),
  z.strictObject({ does: z.literal('sendSavedReply'), savedReplyId: idSchema('srp') }),
  z.strictObject({
    does: z.literal('callWebhook'),
    url: z.string().trim().max(MAX_ENDPOINT).nullable(),
    shown: z.string().max(MAX_ENDPOINT).nullable(),
  }),
  z.strictObject({ does: z.literal('close') }),
]) satisfies z.ZodType<RuleAct>;

const eachOnce = (acts: RuleAct[]): boolean => new Set(acts.map(({ does }) => does)).size === acts.length;
const oneAssignee = (acts: RuleAct[]): boolean =>
  !(acts.some(({ does }) => does === 'assign') && acts.some(({ does }) => does === 'roundRobin'));

export const saidRule = z.object({
  id: ruleId,
  name: z
    .string()
    .transform((text) => text.replace(/\s+/g, ' ').trim())
    .pipe(z.string().min(1, 'Give it a name.').max(MAX_RULE_NAME)),
  when,
  conditions: z.array(condition).max(MAX_CONDITIONS),
  acts: z
    .array(act)
    .min(1, 'Choose what it does.')
    .refine(eachOnce, 'A rule does each thing once.')
    .refine(oneAssignee, 'A rule gives a conversation to one person, or takes turns: not both.'),
});

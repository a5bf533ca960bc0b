import type { WaitingRule } from '../../domain/rule-event.ts';
import type { Rule } from '../../domain/rules/rule.ts';

/**
 * Those that run when nobody touches a conversation. Whether their conditions hold is asked when their moment comes.
 * @param minuteMs how long a minute is: tests have shorter ones.
 */
export const waitingAmong = (rules: readonly Rule[], minuteMs = 60_000): WaitingRule[] =>
  rules.flatMap(({ id, name, when }) =>
    when.kind === 'untouched' ? [{ id, name, ms: when.hours * 60 * minuteMs, owedBy: when.owedBy }] : [],
  );

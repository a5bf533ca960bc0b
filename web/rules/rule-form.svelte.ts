import { untrack } from 'svelte';
import type { RuleId } from '../../domain/ids.ts';
import type { Rule } from '../../domain/rules/rule.ts';
import type { Failure } from '../live/failure.ts';
import { draftOf, newRuleDraft, saidBy, type RuleDraft, type SaidRule } from './rule-draft.ts';
import { problemsOf, type Place, type RuleProblem } from './rule-problems.ts';
import type { Rules } from './rules.svelte.ts';

/** One rule being written. A new one has its id from the first letter on, so that saving twice makes one. */
export class RuleForm {
  draft = $state.raw<RuleDraft>(newRuleDraft());
  saving = $state(false);
  exists = $state(false);
  problems = $state.raw<RuleProblem[]>([]);
  /** Somebody else saved another one while this was being written. */
  isOvertaken = $state(false);
  private saved = $state.raw<RuleDraft>(newRuleDraft());
  readonly changed = $derived(textOf(this.draft) !== textOf(this.saved));

  constructor(
    readonly id: RuleId,
    private readonly rules: Rules,
  ) {
    const known = rules.of(id);
    if (known) this.adopt(known);
  }

  /** The rule as it is written now. */
  get said(): SaidRule {
    return saidBy(this.id, this.draft);
  }

  write(part: Partial<RuleDraft>): void {
    this.draft = { ...this.draft, ...part };
    // What was wrong is not said of what is written now.
    if (this.problems.length > 0) this.problems = [];
  }

  problemAt(place: Place): string | undefined {
    return this.problems.find(({ at }) => at === place)?.words;
  }

  /** Whether it says a whole rule; where it does not, the problems say why. */
  check(): boolean {
    this.problems = problemsOf(this.draft);
    return this.problems.length === 0;
  }

  /** As it is now, whoever saved it. What is being written here is not taken away. */
  hear(rule: Rule | undefined): void {
    untrack(() => {
      if (!rule || this.saving) return;
      const now = draftOf(rule);
      if (textOf(now) === textOf(this.saved)) return;
      if (this.changed) {
        this.saved = now;
        this.isOvertaken = this.changed;
      } else this.adopt(rule);
    });
  }

  /** @returns the failure, or null. */
  async save(): Promise<Failure | null> {
    const { draft } = this;
    this.saving = true;
    const failure = await this.rules.save(this.said);
    this.saving = false;
    if (failure) return failure;
    this.isOvertaken = false;
    this.exists = true;
    const kept = this.rules.of(this.id);
    this.saved = draft;
    // A webhook's address is not shown again.
    if (kept && textOf(this.draft) === textOf(draft)) this.adopt(kept);
    return null;
  }

  discard(): void {
    this.draft = this.saved;
    this.problems = [];
    this.isOvertaken = false;
  }

  /** There is nothing to lose any more. */
  forget(): void {
    this.saved = this.draft;
  }

  private adopt(rule: Rule): void {
    this.saved = draftOf(rule);
    this.draft = this.saved;
    this.exists = true;
    this.isOvertaken = false;
  }
}

/** Of clauses only what they say. */
const textOf = ({ name, when, conditions, acts }: RuleDraft): string =>
  JSON.stringify([name, when, conditions.map(({ is }) => is), acts.map(({ is }) => is)]);

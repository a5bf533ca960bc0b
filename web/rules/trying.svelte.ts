import type { Trial } from '../../domain/rules/tried.ts';
import { failureOf, type Failure } from '../live/failure.ts';
import type { SaidRule } from './rule-draft.ts';
import type { Rules } from './rules.svelte.ts';

/** A rule that is tried on past conversations: the newest try counts. */
export class Trying {
  trial = $state.raw<Trial | null>(null);
  failure = $state.raw<Failure | null>(null);
  busy = $state(false);
  private tried = $state('');
  private request = 0;

  constructor(private readonly rules: Pick<Rules, 'try'>) {}

  /** Whether what was found is of this rule as it is now. */
  isOf = (rule: SaidRule): boolean => this.tried === textOf(rule);

  async run(rule: SaidRule): Promise<void> {
    const request = ++this.request;
    this.busy = true;
    this.failure = null;
    try {
      const trial = await this.rules.try(rule);
      if (request !== this.request) return;
      this.trial = trial;
      this.tried = textOf(rule);
    } catch (error) {
      if (request === this.request) this.failure = failureOf(error);
    } finally {
      if (request === this.request) this.busy = false;
    }
  }
}

/** Its name decides nothing. */
const textOf = ({ when, conditions, acts }: SaidRule): string => JSON.stringify([when, conditions, acts]);

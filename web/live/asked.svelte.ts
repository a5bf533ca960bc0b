import { failureOf } from './failure.ts';

/** Something asked for that may take a while, fail, or be given up. */
export class Asked<Answer> {
  answer = $state.raw<Answer | null>(null);
  /** Why there is none, in words. */
  problem = $state.raw<string | null>(null);
  running = $state(false);
  private stop: AbortController | null = null;

  /** What was asked before is given up. @returns the answer; null when there is none. */
  async ask(call: (signal: AbortSignal) => Promise<Answer | { problem: string }>): Promise<Answer | null> {
    this.cancel();
    const stop = new AbortController();
    this.stop = stop;
    [this.answer, this.problem, this.running] = [null, null, true];
    try {
      const answer = await call(stop.signal);
      if (stop.signal.aborted) return null;
      if (isProblem(answer)) this.problem = answer.problem;
      else this.answer = answer;
    } catch (error) {
      if (!stop.signal.aborted) this.problem = failureOf(error).words;
    } finally {
      if (this.stop === stop) this.running = false;
    }
    return this.answer;
  }

  cancel(): void {
    this.stop?.abort();
    this.stop = null;
    this.running = false;
  }
}

function isProblem(answer: unknown): answer is { problem: string } {
  return typeof answer === 'object' && answer !== null && 'problem' in answer;
}

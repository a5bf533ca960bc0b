import { untrack } from 'svelte';

/** Long enough to read a sentence, twice. */
const SHOWN_MS = 6_000;

export interface Toast {
  words: string;
  /** Takes back what was done, and may say how that went. */
  undo?: (() => unknown) | undefined;
  /** It did not work: stays until somebody closes it. */
  failed?: boolean;
  /** It still goes on: stays until its end is told. */
  ongoing?: boolean;
  /** It stands on the screen where it was done: only screen readers are told. */
  spoken?: boolean;
  /** It is off the screen: closed, timed out, or another took its place. */
  gone?: () => void;
}

/** One sentence about what was just done, at the foot of the pane where it was done, and the way back. */
export class Toasts {
  current = $state.raw<Toast | null>(null);
  /** Panes that show toasts at their own foot. */
  panes = $state(0);
  private timer: ReturnType<typeof setTimeout> | undefined;

  show(toast: Toast): void {
    const before = this.current;
    this.current = toast;
    if (before?.gone !== toast.gone) before?.gone?.();
    this.release();
  }

  say(words: string): void {
    this.show({ words });
  }

  /** What whoever looks sees anyway. */
  speak(words: string): void {
    this.show({ words, spoken: true });
  }

  /** What did not work. */
  fail(words: string): void {
    this.show({ words, failed: true });
  }

  /** Somebody reads it, or is about to press its button. */
  hold(): void {
    clearTimeout(this.timer);
  }

  release(): void {
    this.hold();
    const { current } = this;
    if (current && !current.failed && !current.ongoing)
      this.timer = setTimeout(() => this.dismiss(), SHOWN_MS);
  }

  dismiss(): void {
    this.hold();
    const before = this.current;
    this.current = null;
    before?.gone?.();
  }

  /** Takes back what is on the screen. @returns whether there was anything to take back. */
  undo(): boolean {
    const undo = this.current?.undo;
    if (!undo) return false;
    this.dismiss();
    undo();
    return true;
  }

  /** A pane shows them until it is gone. Counting itself would count it for ever. */
  host = (): (() => void) => {
    untrack(() => this.panes++);
    return () => this.panes--;
  };
}

/** Long enough to read a sentence, twice. */
const SHOWN_MS = 6_000;

/** One sentence about what just happened, shown for a while and read out. */
export class Announcer {
  words = $state('');
  private timer: ReturnType<typeof setTimeout> | undefined;

  say(words: string): void {
    clearTimeout(this.timer);
    this.words = words;
    this.timer = setTimeout(() => (this.words = ''), SHOWN_MS);
  }
}

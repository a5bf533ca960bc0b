/** They speak of hours and days. */
const EVERY_MS = 5 * 60_000;

/** Something that the whole team should hear of, asked now and then. */
export class Alarm {
  words = $state<string | null>(null);

  constructor(private readonly ask: () => Promise<string | null>) {}

  /** @returns how to stop. */
  follow(): () => void {
    const look = async () => {
      this.words = await this.ask().catch(() => this.words);
    };
    void look();
    const timer = setInterval(() => void look(), EVERY_MS);
    return () => clearInterval(timer);
  }
}

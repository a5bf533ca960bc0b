import type { StreamContext } from './client.ts';

/** A hiccup shorter than this is not worth a word. */
const PATIENCE_MS = 2_000;

interface StreamHandlers {
  context: StreamContext;
  onConnectionStateChange(state: { state: 'idle' | 'connecting' | 'pending' }): void;
}

/** Whether what is on the screen is live. Every stream reports here. */
export class Connection {
  lost = $state(false);
  private broken: object[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly probe: () => void) {}

  /** The handlers that watch one stream, and how to forget it. */
  watch(): { handlers: StreamHandlers; forget(): void } {
    const stream = {};
    return {
      handlers: {
        context: {
          onLost: () => {
            this.report(stream, { broken: true });
            this.probe();
          },
        },
        onConnectionStateChange: ({ state }) => this.report(stream, { broken: state !== 'pending' }),
      },
      forget: () => this.report(stream, { broken: false }),
    };
  }

  private report(stream: object, { broken }: { broken: boolean }): void {
    this.broken = this.broken.filter((each) => each !== stream);
    if (broken) this.broken.push(stream);
    if (this.broken.length === 0) {
      clearTimeout(this.timer);
      this.timer = undefined;
      this.lost = false;
    } else {
      this.timer ??= setTimeout(() => (this.lost = true), PATIENCE_MS);
    }
  }
}

/** A tab out of sight for this long gives its transcript's connection back: over HTTP/1.1 a browser has six for all its tabs. */
const LEAVE_AFTER_MS = 20_000;

/** Whether anybody can be looking at this tab. */
export class PageVisibility {
  near = $state(true);
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** @returns how to stop. */
  start(): () => void {
    const look = () => this.look();
    document.addEventListener('visibilitychange', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      clearTimeout(this.timer);
    };
  }

  private look(): void {
    clearTimeout(this.timer);
    if (document.visibilityState === 'visible') this.near = true;
    else this.timer = setTimeout(() => (this.near = false), LEAVE_AFTER_MS);
  }
}

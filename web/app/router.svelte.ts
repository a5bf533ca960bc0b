import { isOwnLink } from './own-link.ts';
import { matchRoute, urlOf } from './routes.ts';

/** Asks whether the page may be left; false keeps it. */
export type LeaveGuard = () => boolean | Promise<boolean>;

/** The address bar as state. */
export class Router {
  private href = $state.raw(location.href);
  readonly url = $derived(urlOf(this.href));
  readonly route = $derived(matchRoute(this.url.pathname));
  /** False until the first navigation inside the app: the browser itself announces the first page. */
  moved = $state(false);
  private guard: LeaveGuard | null = null;

  /** Turns links of this site into navigations. @returns how to stop. */
  listen(): () => void {
    const onClick = (event: MouseEvent) => this.follow(event);
    const onPopState = () => void this.back();
    addEventListener('click', onClick);
    addEventListener('popstate', onPopState);
    return () => {
      removeEventListener('click', onClick);
      removeEventListener('popstate', onPopState);
    };
  }

  async go(to: string, { replace = false } = {}): Promise<void> {
    const url = urlOf(to, this.url);
    if (url.href === this.url.href || !(await this.mayLeave(url))) return;
    history[replace ? 'replaceState' : 'pushState'](null, '', url);
    this.arrive(url);
  }

  /** @returns how to lift the guard. */
  guardWith(guard: LeaveGuard): () => void {
    this.guard = guard;
    return () => {
      if (this.guard === guard) this.guard = null;
    };
  }

  private arrive(url: URL): void {
    this.href = url.href;
    this.moved = true;
  }

  private async mayLeave(to: URL): Promise<boolean> {
    return !this.guard || to.pathname === this.url.pathname || (await this.guard());
  }

  private async back(): Promise<void> {
    const url = urlOf(location.href);
    if (this.guard) history.pushState(null, '', this.url);
    if (!(await this.mayLeave(url))) return;
    if (location.href !== url.href) history.replaceState(null, '', url);
    this.arrive(url);
  }

  private follow(event: MouseEvent): void {
    const link = (event.target as Element | null)?.closest?.('a');
    if (!link || event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (!isOwnLink(link, location.origin)) return;
    event.preventDefault();
    void this.go(link.href);
  }
}

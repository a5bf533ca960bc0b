interface Page {
  url: string;
  title: string;
}

/** A third of the time for which the api believes it. */
const REPEAT_MS = 15_000;
/** Pages give themselves their titles after they have changed their address. */
const SETTLED_MS = 400;

/**
 * Tells which page is before the visitor, while it is, and when it is another one. Imports nothing of the panel's: it comes apart
 * from it, and only for whoever talks with the team.
 */
export function watchVisit(report: (page: Page | null) => void, signal: AbortSignal): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let told = false;
  const say = () => {
    clearTimeout(timer);
    if (signal.aborted || document.hidden) return leave();
    told = true;
    report({ url: location.href.replace(/#.*/s, '').slice(0, 2_000), title: document.title.slice(0, 300) });
    timer = setTimeout(say, REPEAT_MS);
  };
  const leave = () => {
    clearTimeout(timer);
    if (told) report(null);
    told = false;
  };
  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(say, SETTLED_MS);
  };
  const options = { signal };
  for (const name of ['popstate', 'hashchange', 'pageshow']) addEventListener(name, changed, options);
  document.addEventListener('visibilitychange', say, options);
  addEventListener('pagehide', leave, options);
  signal.addEventListener('abort', leave);
  hear('pushState', changed, signal);
  hear('replaceState', changed, signal);
  say();
}

/** Routers change the address without an event that all browsers know. What they call does what it did. */
function hear(name: 'pushState' | 'replaceState', changed: () => void, signal: AbortSignal): void {
  const before = history[name].bind(history);
  history[name] = (...given) => {
    before(...given);
    if (!signal.aborted) changed();
  };
}

import { isRtl, storageKey, type Launch, type Panel } from './page/launch.ts';
import css from './page/launcher.css?inline';

/** The panel's file, put in by the build. */
declare const PANEL: string;

const TAG = 'throughline-widget';
/** The page's own work comes first. */
const IDLE_MS = 1_000;
interface PanelModule {
  start(launch: Launch): Panel;
}

/** The key stands beside the script's address or in it: tag managers keep nothing else. */
const OURS = '[src*="widget.js"]:is([data-key],[src*=key])';
const running = document.currentScript as HTMLScriptElement | null;
/** Modules and bundles do not say which script runs. */
const script = running?.matches(OURS) ? running : document.querySelector<HTMLScriptElement>(OURS);

function draw(src: URL, data: DOMStringMap): void {
  const host = document.createElement(TAG);
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
  const button = document.createElement('button');
  button.ariaLabel = 'Open chat';
  if (isRtl(data['locale'])) button.dir = 'rtl';
  root.append(button);
  let loading: Promise<Panel> | undefined;
  let failures = 0;
  /** Loads the panel at most once at a time; after a failure the next wish tries again. */
  const load = (then?: (panel: Panel) => void) => {
    button.ariaBusy = then ? 'true' : null;
    // A browser remembers that an address could not be loaded; another query is another address.
    const address = new URL(`widget/${PANEL}?${failures}`, src).href;
    loading ??= import(/* @vite-ignore */ address).then((module: PanelModule) =>
      module.start({ root, button, src, data }),
    );
    loading
      .then(then, () => {
        failures++;
        loading = undefined;
      })
      .finally(() => (button.ariaBusy = null));
  };
  button.onpointerenter = button.onfocus = () => load();
  button.onclick = () => load((panel) => panel.open());
  window.Throughline = {
    identify: (jwt) => load((panel) => panel.identify(jwt)),
    signOut: () => load((panel) => panel.signOut()),
  };
  for (const name of ['down', 'up', 'press'])
    host.addEventListener(`key${name}`, (event) => event.stopPropagation());
  host.popover = 'manual';
  document.documentElement.append(host);
  host.showPopover?.();
  try {
    if (data['identity'] || localStorage[storageKey(data['key'], 'token')]) setTimeout(load, IDLE_MS);
  } catch {
    // Storage is forbidden here: there is no session to look after.
  }
}

declare global {
  interface Window {
    /** What the page says of whoever is signed in at its site. */
    Throughline?: Pick<Panel, 'identify' | 'signOut'>;
  }
}

if (script && !document.querySelector(TAG)) {
  const src = new URL(script.src);
  draw(src, { ...Object.fromEntries(src.searchParams), ...script.dataset });
}

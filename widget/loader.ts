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
  const load = once({ root, button, src, data });
  button.onpointerenter = button.onfocus = () => load();
  button.onclick = () => load((panel) => panel.open());
  for (const name of ['down', 'up', 'press'])
    host.addEventListener(`key${name}`, (event) => event.stopPropagation());
  host.popover = 'manual';
  document.documentElement.append(host);
  host.showPopover?.();
  const { identity } = data;
  Object.assign(window, {
    Throughline: {
      identify: (jwt: string) => load((panel) => panel.identify(jwt)),
      signOut: () => load((panel) => panel.signOut()),
    },
  });
  try {
    if (identity || localStorage[storageKey(data['key'] ?? '', 'token')]) setTimeout(load, IDLE_MS);
  } catch {
    // Storage is forbidden here: there is no session to look after.
  }
}

/** Loads the panel at most once at a time; after a failure the next wish tries again. */
function once(launch: Launch) {
  const { button } = launch;
  let loading: Promise<Panel> | null = null;
  let failures = 0;
  return (then?: (panel: Panel) => void) => {
    button.ariaBusy = then ? 'true' : null;
    // A browser remembers that an address could not be loaded; another query is another address.
    const address = new URL(`widget/${PANEL}?${failures}`, launch.src).href;
    loading ??= import(/* @vite-ignore */ address).then((module: PanelModule) => module.start(launch));
    loading
      .then(then, () => {
        failures++;
        loading = null;
      })
      .finally(() => (button.ariaBusy = null));
  };
}

if (script && !document.querySelector(TAG)) {
  const src = new URL(script.src);
  draw(src, { ...Object.fromEntries(src.searchParams), ...script.dataset });
}

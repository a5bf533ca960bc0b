import { isRtl, storageKey, type Launch, type Panel } from './launch.ts';
import css from './launcher.css?inline';

/** The panel's file, put in by the build. */
declare const PANEL: string;

const TAG = 'throughline-widget';
/** The page's own work comes first. */
const IDLE_MS = 1_000;
interface PanelModule {
  start(launch: Launch): Panel;
}

const script = document.currentScript as HTMLScriptElement;

function draw({ key = '', locale = 'en', api }: DOMStringMap): void {
  const host = document.createElement(TAG);
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
  const launcher = document.createElement('button');
  launcher.ariaLabel = 'Open chat';
  if (isRtl(locale)) launcher.dir = 'rtl';
  root.append(launcher);
  const load = once(launcher, { root, launcher, key, api: api || new URL(script.src).origin, locale });
  launcher.onpointerenter = launcher.onfocus = () => load();
  launcher.onclick = () => load((panel) => panel.open());
  for (const name of ['keydown', 'keyup', 'keypress'])
    host.addEventListener(name, (event) => event.stopPropagation());
  host.popover = 'manual';
  document.documentElement.append(host);
  host.showPopover?.();
  try {
    if (localStorage[storageKey(key, 'token')]) setTimeout(load, IDLE_MS);
  } catch {
    // Storage is forbidden here: there is no session to look after.
  }
}

/** Loads the panel at most once at a time; after a failure the next wish tries again. */
function once(launcher: HTMLButtonElement, launch: Launch) {
  let loading: Promise<Panel> | null = null;
  let failures = 0;
  return (then?: (panel: Panel) => void) => {
    launcher.ariaBusy = then ? 'true' : null;
    // A browser remembers that an address could not be loaded; another query is another address.
    const address = new URL(`widget/${PANEL}${failures ? `?${failures}` : ''}`, script.src).href;
    loading ??= import(/* @vite-ignore */ address).then((module: PanelModule) => module.start(launch));
    loading
      .then(then, () => {
        failures++;
        loading = null;
      })
      .finally(() => (launcher.ariaBusy = null));
  };
}

if (!document.querySelector(TAG)) draw(script.dataset);

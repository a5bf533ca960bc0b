import { mount } from 'svelte';
import { Chat } from './chat/chat.svelte.ts';
import { isRtl, type Launch, type Panel } from './page/launch.ts';
import css from './panel.css?inline';
import Widget from './parts/Widget.svelte';
import { createRpc } from './chat/rpc.ts';
import { createStore } from './page/storage.ts';
import { textsFor } from './page/texts.ts';

/** Puts the panel beside the launcher. It stays closed and follows the conversation until it is opened. */
export function start(launch: Launch): Panel {
  const { root, src, data } = launch;
  const { key = '', locale = 'en', api = src.origin } = data;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  const texts = textsFor(locale);
  const draft = createStore(key, () => sessionStorage);
  const chat = new Chat({ rpc: createRpc(api), store: createStore(key), draft, widgetKey: key, texts });
  const target = document.createElement('div');
  target.className = 'widget';
  target.dir = isRtl(locale) ? 'rtl' : 'ltr';
  root.append(target);
  mount(Widget, { target, props: { chat, launch, locale, texts } });
  void chat.start();
  return { open: () => chat.open() };
}

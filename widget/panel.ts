import { mount, unmount } from 'svelte';
import { Chat } from './chat/chat.svelte.ts';
import type { Signed } from './chat/session.ts';
import { isRtl, type Launch, type Panel } from './page/launch.ts';
import css from './panel.css?inline';
import Widget from './parts/Widget.svelte';
import { createRpc } from './chat/rpc.ts';
import { createStore } from './page/storage.ts';
import { textsFor } from './page/texts.ts';

/** Puts the panel beside the launcher. It stays closed and follows the conversation until it is opened. */
export function start(launch: Launch): Panel {
  const { root, src, data } = launch;
  const { key = '', locale = 'en', api = src.origin, identity } = data;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  const texts = textsFor(locale);
  const rpc = createRpc(api);
  const target = document.createElement('div');
  target.className = 'widget';
  target.dir = isRtl(locale) ? 'rtl' : 'ltr';
  root.append(target);
  const stores = (place: string) => [createStore(place), createStore(place, () => sessionStorage)] as const;
  let chat: Chat | undefined;
  let isOpen = false;
  let leave = () => {};
  const show = (place: string, signed?: Signed) => {
    leave();
    const [store, draft] = stores(place);
    const next = (chat = new Chat({ rpc, store, draft, widgetKey: key, signed, texts }));
    const shown = mount(Widget, { target, props: { chat: next, launch, locale, texts } });
    leave = () => {
      isOpen = next.isOpen;
      next.stop();
      void unmount(shown);
    };
    if (isOpen) next.open();
    void next.start();
  };
  let loading: Promise<Omit<Panel, 'open'>> | undefined;
  const ask = (act: (people: Omit<Panel, 'open'>) => void) => {
    loading ??= import('./people/people.ts').then(({ people }) => people({ key, show, stores }));
    void loading.then(act);
  };
  if (identity) ask((people) => people.identify(identity));
  else show(key);
  return {
    open() {
      isOpen = true;
      chat?.open();
    },
    identify: (jwt) => ask((people) => people.identify(jwt)),
    signOut: () => ask((people) => people.signOut()),
  };
}

/** What the loader hands to the panel. */
export interface Launch {
  root: ShadowRoot;
  launcher: HTMLButtonElement;
  /** The project's public widget key. */
  key: string;
  /** The origin of the api, without a path. */
  api: string;
  locale: string;
}

/** What the panel gives back. */
export interface Panel {
  open(): void;
}

/** Where everything of one project is kept in the browser. The loader reads it before the panel exists. */
export const storageKey = (key: string, name: string) => `throughline:${key}:${name}`;

/** Whether a locale is written from right to left. */
export const isRtl = (locale: string) => /^(ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/i.test(locale);

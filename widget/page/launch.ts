/** What the loader hands to the panel. */
export interface Launch {
  root: ShadowRoot;
  button: HTMLButtonElement;
  /** The address of the loader's script. */
  src: URL;
  /**
   * What whoever embeds the widget says: `key`, the project's public widget key, `locale`, `api`, when it is elsewhere, and
   * `identity`, what the site signed of whoever is signed in there.
   */
  data: DOMStringMap;
}

/** What the panel gives back. */
export interface Panel {
  open(): void;
  /** @param identity what the site signed of whoever is signed in there now. */
  identify(identity: string): void;
  /** Nobody is signed in any more: whoever comes next finds nothing here. */
  signOut(): void;
}

/** Where everything of one project is kept in the browser. The loader reads it before the panel exists. */
export const storageKey = (key: string | undefined, name: string) => `throughline:${key}:${name}`;

/** Whether a locale is written from right to left. */
export const isRtl = (locale?: string) => /^(ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/i.test(locale ?? '');

import type { Store } from '../page/storage.ts';
import type { Panel } from '../page/launch.ts';
import { personOf } from './person-of.ts';

interface Signed {
  token: string;
  refused(words: string): void;
}

interface Deps {
  /** The project's widget key: where a visitor's own things are kept. */
  key: string;
  /** Shows the chat of whoever's things are kept there, in place of the one before. */
  show(place: string, signed?: Signed): void;
  /** What a browser keeps there. */
  stores(place: string): readonly Store[];
}

/**
 * Whose chat it is on a page that says who is signed in. Imports nothing of the panel's: it comes apart from it, and only for
 * such pages.
 */
export function people({ key, show, stores }: Deps): Omit<Panel, 'open'> {
  let place = key;
  let signed: Signed | null = null;
  const leave = () => {
    place = key;
    signed = null;
  };
  return {
    identify(jwt) {
      const next = `${key}:${personOf(jwt)}`;
      const token = `${key}.${jwt}`;
      // The same person with a newer token: nothing is interrupted.
      if (signed && next === place) return void (signed.token = token);
      const mine: Signed = {
        token,
        refused(words) {
          if (signed !== mine) return;
          console.warn(`Throughline: ${words} The chat goes on without a sign-in.`);
          leave();
          show(key);
        },
      };
      place = next;
      signed = mine;
      show(place, mine);
    },
    signOut() {
      const before = place;
      leave();
      // Whoever wrote here before them is not to be found by whoever comes next either.
      show(key);
      for (const store of [before, key].flatMap(stores))
        for (const name of store.names('')) store.write(name, undefined);
      show(key);
    },
  };
}

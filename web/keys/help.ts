import { ACT_IDS, knownAct, PLACE_WORDS, type Place } from './known-acts.ts';

/** In the order in which somebody looks for them. */
const SECTIONS: Place[] = ['everywhere', 'goTo', 'list', 'chosen', 'conversation', 'writing'];

/** Every act with a key, under the place where it has it. */
export const helpSections = () =>
  SECTIONS.map((place) => ({
    words: PLACE_WORDS[place],
    acts: ACT_IDS.map(knownAct).filter((act) => act.place === place),
  }));

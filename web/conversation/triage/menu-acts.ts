import type { IconName } from '../../design/icons.ts';
import type { ActId } from '../../keys/known-acts.ts';

/** One thing in the menu; a link where it leads somewhere else. */
export interface MenuAct {
  words: string;
  /** Which one it is of those with a key. */
  act?: ActId;
  icon?: IconName;
  href?: string;
  run?: () => void;
}

/** Things that belong together, under a heading where they need one. */
export interface MenuGroup {
  name?: string;
  acts: MenuAct[];
}

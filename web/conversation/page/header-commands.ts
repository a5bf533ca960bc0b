import { known, type Command } from '../../keys/commands.svelte.ts';
import type { ActId } from '../../keys/known-acts.ts';
import type { MenuGroup } from '../triage/menu-acts.ts';

interface Standing {
  /** Neither closed nor merged into another. */
  working: boolean;
  merged: boolean;
  mine: boolean;
  withAssistant: boolean;
  reopenable: boolean;
}

interface Runs {
  pick: (what: 'assign' | 'snooze' | 'tag') => void;
  takeOver: () => void;
  handBack: () => void;
  close: () => void;
  reopen: () => void;
  more: () => void;
}

/** What the header offers, by buttons and by keys. */
export function headerCommands(is: Standing, runs: Runs): Command[] {
  const { working } = is;
  return [
    ...when(
      working,
      known('assign', () => runs.pick('assign')),
    ),
    ...when(
      working,
      known('snooze', () => runs.pick('snooze')),
    ),
    ...when(
      !is.merged,
      known('tag', () => runs.pick('tag')),
    ),
    ...when(working && !is.mine, known('takeOver', runs.takeOver)),
    ...when(working && !is.withAssistant, known('handBack', runs.handBack)),
    ...when(working, known('close', runs.close)),
    ...when(is.reopenable, { words: 'Reopen', run: runs.reopen }),
    known('more', runs.more),
  ];
}

const PICKS: (ActId | undefined)[] = ['assign', 'snooze', 'tag'];

/** What can be asked for while another act is on its way: choosing takes longer than that. */
export const picksOf = (commands: Command[]): Command[] => commands.filter(({ act }) => PICKS.includes(act));

const when = (wanted: boolean, command: Command): Command[] => (wanted ? [command] : []);

const FOLDED: (ActId | undefined)[] = ['assign', 'snooze', 'tag', 'handBack', 'close'];

/** What has no room in a narrow header. Its one labelled button stays. */
export const foldedOf = (commands: Command[], { mine }: Pick<Standing, 'mine'>): Command[] =>
  commands.filter(({ act }) => FOLDED.includes(act) && !(act === 'close' && mine));

/** What a menu has besides. Its links lead somewhere else, and are no acts. */
export function menuCommands(groups: MenuGroup[], others: Command[]): Command[] {
  return groups
    .flatMap(({ acts }) => acts)
    .flatMap(({ act, words, run }) => (run ? [{ ...(act && { act }), words, run }] : []))
    .filter(({ words }) => !others.some((other) => other.words === words));
}

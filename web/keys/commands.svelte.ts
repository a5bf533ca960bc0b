import { capsOf, isSingleLetter, strokeOf } from './key-strokes.ts';
import { ACT_IDS, knownAct, PLACES, type ActId, type Place } from './known-acts.ts';
import { isWriting, somethingLiesOver } from './where-words-go.ts';

/** Something that can be done now. */
export interface Command {
  /** Absent: it has no key, and its words are its own. */
  act?: ActId;
  words: string;
  run: (event?: KeyboardEvent) => void;
}

interface Offer {
  place: Place;
  commands: () => Command[];
}

/** Somebody who presses G thinks about where to for so long. */
const SEQUENCE_MS = 1_500;

const LETTERS = 'throughline.letters';

export const known = (act: ActId, run: Command['run']): Command => ({ act, words: knownAct(act).words, run });

/** What can be done on the screen as it stands: whoever can do something offers it, keys and the palette ask for it. */
export class Commands {
  /** Whether single letters do something. Each browser has its own. */
  letters = $state(localStorage.getItem(LETTERS) !== 'off');
  private offers: Offer[] = [];
  private begun: { stroke: string; at: number } | null = null;
  readonly mac = navigator.platform.startsWith('Mac');

  /** @returns how to take it back. */
  offer(place: Place, commands: Offer['commands']): () => void {
    const offer = { place, commands };
    this.offers.push(offer);
    return () => (this.offers = this.offers.filter((each) => each !== offer));
  }

  /** Everything of one place that can be done now. */
  of(place: Place): Command[] {
    return this.offers.filter((each) => each.place === place).flatMap(({ commands }) => commands());
  }

  useLetters(letters: boolean): void {
    this.letters = letters;
    localStorage.setItem(LETTERS, letters ? 'on' : 'off');
  }

  /** What a menu shows beside an act: what stands on its keys; null where none does it. */
  capsOf(act: ActId): string[] | null {
    const { keys, how } = knownAct(act);
    const stroke = keys.find((each) => this.letters || how === 'field' || !isSingleLetter(each));
    return stroke === undefined ? null : capsOf(stroke, this);
  }

  /** The words with the key behind them, for a tooltip. */
  titled(words: string, act: ActId): string {
    const caps = this.capsOf(act);
    return caps ? `${words} (${caps.join(' ')})` : words;
  }

  /** Does what a key means here, if it means anything. */
  press(event: KeyboardEvent): void {
    const stroke = strokeOf(event);
    if (!stroke || event.defaultPrevented || event.isComposing || somethingLiesOver()) return;
    const full = this.completed(stroke, event.timeStamp);
    const command = this.meant(full, { writing: isWriting(event) });
    if (command) {
      event.preventDefault();
      command.run(event);
    } else if (!isWriting(event) && this.letters && begins(full))
      this.begun = { stroke: full, at: event.timeStamp };
  }

  private completed(stroke: string, at: number): string {
    const { begun } = this;
    this.begun = null;
    return begun && at - begun.at < SEQUENCE_MS ? `${begun.stroke} ${stroke}` : stroke;
  }

  private meant(stroke: string, { writing }: { writing: boolean }): Command | undefined {
    if (writing && stroke !== PALETTE) return undefined;
    if (!this.letters && isSingleLetter(stroke)) return undefined;
    const has = ({ act }: Command, place: Place) =>
      act && knownAct(act).place === place && knownAct(act).keys.includes(stroke);
    return PLACES.flatMap((place) => this.of(place).filter((each) => has(each, place)))[0];
  }
}

/** The one key that acts while somebody writes. */
const [PALETTE] = knownAct('palette').keys;

const begins = (stroke: string) =>
  ACT_IDS.some((act) => knownAct(act).keys.some((keys) => keys.startsWith(`${stroke} `)));

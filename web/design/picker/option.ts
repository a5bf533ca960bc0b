import { withoutMarks } from '../../../domain/text/fold-marks.ts';
import type { IconName } from '../icons.ts';

/** One answer that a picker offers. */
export interface PickerOption<Value> {
  value: Value;
  words: string;
  /** Said beside it: a moment, a role. */
  hint?: string;
  icon?: IconName;
  /** The colour of its dot. */
  hue?: number;
  /** It is what holds now. */
  on?: boolean;
}

/** Those whose words hold what was typed, wherever; the ones that begin with it first. */
export function matching<Value>(options: PickerOption<Value>[], typed: string): PickerOption<Value>[] {
  const wanted = plain(typed.trim());
  if (!wanted) return options;
  const at = (option: PickerOption<Value>) => plain(option.words).indexOf(wanted);
  return options
    .filter((option) => at(option) >= 0)
    .toSorted((a, b) => Math.min(1, at(a)) - Math.min(1, at(b)));
}

const plain = (words: string) => withoutMarks(words).toLowerCase();

import { settle } from './settle.ts';
import type { Verb } from './verb.ts';

export const skip: Verb = {
  takes: 'ID',
  does: 'leaves a parked entry out of its conversation; it stays in the table parked_entries',
  run: (deps, id) => settle(deps, { id, command: 'skipParked' }),
};

import { settle } from './settle.ts';
import type { Verb } from './verb.ts';

export const retry: Verb = {
  takes: 'ID',
  does: 'tries to record a parked entry again',
  run: (deps, id) => settle(deps, { id, command: 'retryParked' }),
};

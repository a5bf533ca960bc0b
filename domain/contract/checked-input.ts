import { createChecks } from '../../rpc/check-input.ts';
import { Refusal } from '../errors.ts';
import { storableJson } from '../text/storable-text.ts';
import { contract } from './contract.ts';

/** What comes to a conversation as the contract has it, in text that can be stored. @throws Refusal `bad_input` */
export const checks = createChecks(contract, {
  prepare: storableJson,
  refuse: ({ issues }) => {
    // Only a schema's own sentences are for people.
    const words = issues.find(({ code }) => code === 'custom')?.message;
    return new Refusal('bad_input', words);
  },
});

export const { signal: checkedSignal, update: checkedUpdate } = checks;

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { expect, it } from 'vitest';
import { contract } from '../../../domain/contract/contract.ts';
import { policy } from '../../../domain/contract/policy.ts';
import { breakingChanges } from '../../../rpc/breaking-changes.ts';
import { describeContract, type ContractDescription } from '../../../rpc/describe-contract.ts';

const path = (name: string) => fileURLToPath(new URL(`../../../domain/contract/${name}`, import.meta.url));
const SNAPSHOT = path('contract.snapshot.json');
const COMMAND = 'npx vitest run --project unit test/domain/contract/breaking-changes.test.ts -u';

const current = describeContract({ policy, shapes: contract }, (message) => [
  ...message.refusals,
  ...('whenClosed' in message && message.whenClosed === 'refused' ? ['conversation_closed'] : []),
  ...('whenMerged' in message && message.whenMerged === 'refused' ? ['conversation_merged'] : []),
]);

/** One line each: `- update reply: input.cc is gone`, and why, if there is more to say, behind it. */
const notes = readFileSync(path('CHANGES.md'), 'utf8').split('\n');
const isNoted = (change: string) => notes.some((note) => note.startsWith(`- ${change}`));

it('breaks nobody who sends to a conversation without saying so', () => {
  const kept = JSON.parse(readFileSync(SNAPSHOT, 'utf8')) as ContractDescription;
  const unsaid = breakingChanges(kept, current).filter((change) => !isNoted(change));
  const lines = unsaid.map((change) => `- ${change}`).join('\n');
  expect(unsaid, `Note in domain/contract/CHANGES.md, then run ${COMMAND}:\n${lines}\n`).toEqual([]);
});

it('is kept as it stands', async ({ skip }) => {
  const kept = JSON.parse(readFileSync(SNAPSHOT, 'utf8')) as ContractDescription;
  skip(
    breakingChanges(kept, current).some((change) => !isNoted(change)),
    'a change wants its note first',
  );
  const text = await format(JSON.stringify(current), { ...(await resolveConfig(SNAPSHOT)), parser: 'json' });
  await expect(text, `Nothing breaks; update the snapshot: ${COMMAND}`).toMatchFileSnapshot(SNAPSHOT);
});

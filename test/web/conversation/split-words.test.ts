import { expect, it } from 'vitest';
import { splitCustomer } from '../../../web/conversation/moving/split-words.ts';

const stranger = { by: 'other', email: 'lee@example.net', name: 'Lee' } as const;
const customer = { by: 'customer' } as const;
const KIM = 'kim@example.org';

it('says that a stranger becomes the customer, and what proves who they are', () => {
  const unproven = splitCustomer({ author: stranger, verdict: 'unverified' }, KIM);
  expect(unproven?.who).toMatch(/^lee@example\.net becomes the customer there/);
  expect(unproven?.proof).toMatch(/^Nothing proves/);
  expect(unproven?.doubtful).toBe(true);
  const failed = splitCustomer({ author: stranger, verdict: 'failed' }, KIM);
  expect(failed?.proof).toMatch(/says that this email is not from there/);
  const verified = splitCustomer({ author: stranger, verdict: 'verified' }, KIM);
  expect(verified).toMatchObject({ doubtful: false, proof: expect.stringMatching(/vouches/) as string });
});

it('says that a doubtful mail of the customer stays theirs, and nothing where nothing is in doubt', () => {
  expect(splitCustomer({ author: customer, verdict: 'unverified' }, KIM)?.who).toMatch(/^kim@.* stays/);
  expect(splitCustomer({ author: customer, verdict: 'verified' }, KIM)).toBeNull();
  expect(splitCustomer({ author: customer, verdict: null }, KIM)).toBeNull();
});

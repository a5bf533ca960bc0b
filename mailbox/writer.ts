import { parseAddress } from './mail.ts';

/** Who answers a mail: its customer, somebody it was passed on to, or somebody who only writes the customer's address into From. */
export const WRITERS = ['customer', 'someone-else', 'spoofer'] as const;
export type Writer = (typeof WRITERS)[number];

export const WRITER_NAMES: Record<Writer, string> = {
  customer: 'the customer',
  'someone-else': 'somebody else, from their own address',
  spoofer: 'a spoofer, with the customer’s address and a failed check',
};

export const writerOf = (name: string | null): Writer => WRITERS.find((each) => each === name) ?? 'customer';

const SOMEBODY_ELSE = { email: 'somebody.else@elsewhere.example', name: 'Somebody Else' };

/** What the mail's From says, and what the provider's checks say about it. */
export function writtenBy(writer: Writer, to: string) {
  const customer = parseAddress(to.split(',')[0] ?? '');
  const from = writer === 'someone-else' ? SOMEBODY_ELSE : customer;
  const failed = writer === 'spoofer';
  return {
    from,
    spamTests: failed ? 'SPF_FAIL' : 'DKIM_SIGNED,DKIM_VALID,DKIM_VALID_AU,SPF_PASS',
    spf: failed ? 'Fail (sender not authorized)' : 'Pass (sender SPF authorized)',
  };
}

import type { MailIdentity } from './mail-envelope.ts';

/** Where a support mailbox that exists already forwards its mail to: the installation's own place, and no conversation's. */
export function forwardAddress({
  inboundAddress,
  inboundDomain,
}: Omit<MailIdentity, 'replyAddressSecrets'>): string {
  if (inboundAddress && !inboundAddress.startsWith('*@')) return inboundAddress;
  return `forward@${(inboundDomain ?? inboundAddress?.slice(2) ?? '').toLowerCase()}`;
}

/** How answers find back: the form every reply address of this installation has. */
export type AddressForm = 'plus' | 'hash' | 'catch-all';

export function addressForm({ inboundAddress }: Pick<MailIdentity, 'inboundAddress'>): AddressForm {
  if (!inboundAddress) return 'plus';
  return inboundAddress.startsWith('*@') ? 'catch-all' : 'hash';
}

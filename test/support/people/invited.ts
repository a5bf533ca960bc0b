import type { Product } from '../stack/product.ts';

/** The token of the newest mail that invites an address. */
export function mailedToken({ mailbox }: Pick<Product, 'mailbox'>, email: string): string {
  const mail = mailbox.ledger().findLast(({ to, text }) => to.includes(email) && text.includes('/join/'));
  return tokenIn(mail?.text ?? '');
}

export const tokenIn = (text: string): string => /\/join\/([\w-]{43})/.exec(text)?.[1] ?? '';

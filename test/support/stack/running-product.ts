import { ADMIN } from './product.ts';

export const AGENT = { email: ADMIN.email, password: ADMIN.password };

/** What people meet of a product, wherever its processes run. */
export interface RunningProduct extends AsyncDisposable {
  url: string;
  mailboxUrl: string;
  /** Of the first project. */
  widgetKey: string;
  databaseUrl: string;
  temporal: { address: string; namespace: string };
  /** The password that the mail provider's webhooks carry. */
  webhookSecret: string;
  /** What the mail provider is asked with. */
  mailboxToken: string;
}

/** How many mails the provider took for somebody. */
export async function mailsTo(
  { mailboxUrl, mailboxToken }: Pick<RunningProduct, 'mailboxUrl' | 'mailboxToken'>,
  email: string,
): Promise<number> {
  const search = `${mailboxUrl}/messages/outbound?count=1&offset=0&recipient=${email}`;
  const found = await fetch(search, { headers: { 'x-postmark-server-token': mailboxToken } });
  return ((await found.json()) as { TotalCount: number }).TotalCount;
}

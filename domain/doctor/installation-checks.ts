import { checksOf, type Check } from './check.ts';
import { isLoopback } from './webhook-address.ts';

export interface InstallationFacts {
  publicUrl: string;
  /** What `/ready` said there; null when nobody answered. */
  ready: { status: number } | null;
  standIn: boolean;
}

const { good, attention, broken } = checksOf('installation');

/** Whether the provider can reach the webhooks where PUBLIC_URL says they are. */
export function checkInstallation({ publicUrl, ready, standIn }: InstallationFacts): Check {
  const id = 'public-url';
  const title = `Public address ${publicUrl}`;
  const url = new URL(publicUrl);
  if (!standIn && isLoopback(url))
    return broken(id, {
      title,
      detail: 'Postmark cannot reach an address of this machine.',
      fix: 'Set PUBLIC_URL to where the api can be reached from the internet, such as https://support.example.com.',
    });
  if (ready?.status === 200)
    return url.protocol === 'http:' && !standIn
      ? attention(id, {
          title,
          detail: 'Without TLS: the webhook’s password and every mail travel readable.',
          fix: 'Put a proxy with TLS in front of the api, and set PUBLIC_URL to its https address.',
        })
      : good(id, { title, detail: 'The api, a worker, Temporal and Postgres are ready.' });
  if (ready?.status === 503)
    return broken(id, {
      title,
      detail: 'The api runs and misses Postgres, Temporal or a worker.',
      fix: `Open ${publicUrl}/ready: it names what is missing.`,
    });
  const detail = ready
    ? `It answers ${ready.status} at /ready.`
    : 'Nobody answers there, seen from this machine.';
  const words = {
    title,
    detail,
    fix: 'Check that the api runs and that the proxy leads to it. Some networks do not let a machine see its own public address: the test mail decides.',
  };
  return attention(id, words);
}

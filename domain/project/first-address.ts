import { MAX_LOCAL_PART } from '../limits.ts';

/**
 * The address a new project begins with, at the installation's own mail domain: `support-lantern-loom@…`. It looks like no
 * reply address, whatever the project is called. Of a name without Latin letters nothing is left but the number.
 */
export function* firstAddresses(name: string, domain: string): Generator<string> {
  const slug = slugOf(name);
  const base = slug ? `support-${slug}` : 'support';
  yield `${base}@${domain}`;
  for (let number = 2; ; number++) yield `${base}-${number}@${domain}`;
}

const slugOf = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_LOCAL_PART - 'support--99'.length)
    .replace(/^-+|-+$/g, '');

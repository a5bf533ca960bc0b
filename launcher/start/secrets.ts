import { randomBytes, randomInt } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const makers = {
  ADMIN_PASSWORD: readablePassword,
  SESSION_SECRET: secret,
  WEBHOOK_SECRET: secret,
  REPLY_ADDRESS_SECRETS: secret,
  POSTMARK_SERVER_TOKEN: secret,
  POSTGRES_PASSWORD: secret,
};

export type Secrets = Record<keyof typeof makers, string>;

/** Made once and kept in `dataDir`; a version that needs one more adds it to those that are there. */
export function loadSecrets(dataDir: string): Secrets {
  const file = join(dataDir, 'secrets.json');
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>) : {};
  const names = Object.keys(makers) as (keyof Secrets)[];
  const secrets = Object.fromEntries(names.map((name) => [name, kept[name] ?? makers[name]()])) as Secrets;
  if (names.some((name) => kept[name] === undefined)) {
    writeFileSync(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
  chmodSync(file, 0o600);
  return secrets;
}

function secret(): string {
  return randomBytes(32).toString('base64url');
}

/** 75 random bits in letters that are not mistaken for each other. */
function readablePassword(): string {
  const letters = '23456789abcdefghjkmnpqrstvwxyz';
  const group = () => Array.from({ length: 5 }, () => letters[randomInt(letters.length)]).join('');
  return [group(), group(), group()].join('-');
}

import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

/** Loaded before a process: it finds only the packages that `npm prune --omit=dev` leaves. */
const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));

registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context);
    if (packageOf(found.url)?.dev) throw new Error(`${specifier} is not installed in production.`);
    return found;
  },
});

function packageOf(url) {
  const folder = /\/(node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
  return folder && packages[folder];
}

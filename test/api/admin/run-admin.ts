import type { AdminVerb, Said } from '../../../api/admin/verb.ts';
import { createAuth } from '../../../api/sign-in/auth.ts';
import type { Product } from '../../support/stack/product.ts';

const nothing: Said = {
  words: [],
  role: undefined,
  project: undefined,
  owner: undefined,
  withoutOwner: false,
  withoutSecondStep: false,
};

/** As `npm run admin` does. @returns whether it went well, and what it printed. */
export async function runAdmin(
  { config, database: { db } }: Product,
  verb: AdminVerb,
  said: Partial<Said>,
): Promise<{ well: boolean; lines: string[] }> {
  const lines: string[] = [];
  const hashPassword = async (password: string) =>
    (await createAuth({ db, config }).$context).password.hash(password);
  const deps = { db, config, hashPassword, say: (line: string) => void lines.push(line) };
  return { well: await verb.run(deps, { ...nothing, ...said }), lines };
}

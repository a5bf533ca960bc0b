import { createAuth, ensureAgent } from '../../../api/sign-in/auth.ts';
import type { Product } from '../stack/product.ts';

let made = 0;

/** Another agent of the first project, with a password. */
export async function newAgent(product: Product, email = `agent${++made}@example.com`) {
  const who = { email, name: 'Ben', password: 'nine green umbrellas' };
  const { database, config, project } = product;
  const auth = createAuth({ db: database.db, config });
  const { id } = await ensureAgent(
    { db: database.db, auth },
    { ...who, projectId: project.id, role: 'agent' },
  );
  return { ...who, id };
}

import { eq } from 'drizzle-orm';
import type { Queryable } from '../connection/database.ts';
import { installation } from '../schema/schema.ts';

const NAME = 'vapid';

/** The installation's pair of keys, made by whichever process asks first and the same from then on. */
export async function keepVapidKeys<Keys extends { publicKey: string; privateKey: string }>(
  db: Queryable,
  make: () => Promise<Keys>,
): Promise<Keys> {
  const read = async () =>
    (await db.select().from(installation).where(eq(installation.name, NAME)))[0]?.value;
  const kept = await read();
  if (kept) return kept as Keys;
  await db
    .insert(installation)
    .values({ name: NAME, value: await make() })
    .onConflictDoNothing();
  return (await read()) as Keys;
}

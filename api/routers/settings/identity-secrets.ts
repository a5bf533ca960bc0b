import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { addSecret, listSecrets, removeSecret } from '../../../db/identity/secrets.ts';
import { idSchema } from '../../../domain/contract/schemas.ts';
import { Refusal } from '../../../domain/errors.ts';
import { MAX_SECRETS } from '../../../domain/identity/identity.ts';
import { audited } from '../../audit/audited.ts';
import { projectProcedure, router } from '../../rpc/trpc.ts';

const which = z.object({ id: idSchema('ids') });

/** So much tells two apart, and nobody guesses the rest. */
const SHOWN = 4;

/** With what a project's site signs who is signed in there. A secret is told once, to whoever makes it. */
export const identitySecretsRouter = router({
  list: projectProcedure.query(async ({ ctx }) =>
    (await listSecrets(ctx.db, ctx.projectId)).map(({ id, secret, createdAt }) => ({
      ...{ id, ends: secret.slice(-SHOWN), createdAt: createdAt.toISOString() },
    })),
  ),

  /** @returns the secret: 256 random bits. */
  add: projectProcedure.input(which).mutation(({ ctx, input: { id } }) =>
    audited(ctx, async (tx) => {
      const { projectId } = ctx;
      const secret = randomBytes(32).toString('base64url');
      if (!(await addSecret(tx, { id, projectId, secret, most: MAX_SECRETS })))
        throw new Refusal('bad_input', 'Two secrets are valid already. Remove the older one first.');
      return { result: { secret }, done: { act: 'identity_secret_added', about: secret.slice(-SHOWN) } };
    }),
  ),

  remove: projectProcedure.input(which).mutation(({ ctx, input: { id } }) =>
    audited(ctx, async (tx) => {
      const gone = await removeSecret(tx, { projectId: ctx.projectId, id });
      return { result: undefined, done: gone ? { act: 'identity_secret_removed' as const } : null };
    }),
  ),
});

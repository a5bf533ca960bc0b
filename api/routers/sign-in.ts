import { openProcedure, router } from '../rpc/trpc.ts';

/** What the sign-in page has to know before anybody is signed in. */
export const signInRouter = router({
  /** The name of the OpenID provider; null when there is none. */
  provider: openProcedure.query(({ ctx }) => ctx.config.openId?.name ?? null),
});

import type { GenericEndpointContext } from 'better-auth';

/** A request to the library, before or after it is answered. */
export type HookContext = GenericEndpointContext;

/** Where it comes from, as `authenticate` has found out. */
export const addressOf = ({ headers }: Pick<HookContext, 'headers'>): string =>
  headers?.get('x-client-address') ?? 'unknown';

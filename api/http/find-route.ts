import type { IncomingMessage, ServerResponse } from 'node:http';

export type Handler = (req: IncomingMessage, res: ServerResponse) => unknown;

export interface Route {
  /** One that ends in a slash stands for everything below it, any other for itself alone. */
  path: string;
  methods: readonly string[];
  handle: Handler;
}

/** Reading: a HEAD is a GET without its body. */
export const READ = ['GET', 'HEAD'] as const;

/** The first route of this address, whatever the method. */
export function findRoute(routes: Route[], pathname: string): Route | undefined {
  return routes.find(({ path }) => (path.endsWith('/') ? pathname.startsWith(path) : pathname === path));
}

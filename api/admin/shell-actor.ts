import type { Actor } from '../../db/project/audit.ts';

/** Whoever runs the server, as the audit log calls them. */
export const SHELL: Actor = { agentId: null, name: 'The server’s shell', network: null };

/** What somebody may do in one project; each role may what those before it may. */
export const ROLES = ['agent', 'admin', 'owner'] as const;
export type Role = (typeof ROLES)[number];

/** Whether a role is at least another one. */
export const isAtLeast = (role: Role, least: Role): boolean => ROLES.indexOf(role) >= ROLES.indexOf(least);

/** Who may add a project to the installation: whoever owns one of it already. They own the new one, too. */
export const mayAddProject = (roles: readonly Role[]): boolean => roles.includes('owner');

export const ROLE_WORDS: Record<Role, { name: string; may: string }> = {
  agent: { name: 'Agent', may: 'Works conversations.' },
  admin: { name: 'Admin', may: 'Also changes settings, docs and the team.' },
  owner: { name: 'Owner', may: 'Also removes the project and other owners.' },
};

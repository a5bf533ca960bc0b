/** `attention`: it works, or nobody can tell. `broken`: mail is lost, doubted or abused until somebody acts. */
export type CheckStatus = 'good' | 'attention' | 'broken';

export const CHECK_GROUPS = ['installation', 'safety', 'dns', 'provider', 'arrivals'] as const;
export type CheckGroup = (typeof CHECK_GROUPS)[number];

export const GROUP_NAMES: Record<CheckGroup, string> = {
  installation: 'This installation',
  safety: 'The domain where answers arrive',
  dns: 'DNS',
  provider: 'Mail provider',
  arrivals: 'What arrives',
};

/** One thing that was looked at, in words for whoever sets up mail. */
export interface Check {
  /** Stable, for programs. */
  id: string;
  group: CheckGroup;
  status: CheckStatus;
  title: string;
  detail: string;
  /** What to do about it; null when there is nothing to do. */
  fix: string | null;
}

type Words = Pick<Check, 'title' | 'detail'>;

/** The checks of one group, made by how they ended. */
export function checksOf(group: CheckGroup) {
  return {
    good: (id: string, words: Words): Check => ({ id, group, status: 'good', ...words, fix: null }),
    attention: (id: string, words: Words & { fix: string | null }): Check => ({
      ...{ id, group, status: 'attention' },
      ...words,
    }),
    broken: (id: string, words: Words & { fix: string }): Check => ({
      id,
      group,
      status: 'broken',
      ...words,
    }),
  };
}

export function countByStatus(checks: readonly Check[]): Record<CheckStatus, number> {
  const count = (status: CheckStatus) => checks.filter((check) => check.status === status).length;
  return { good: count('good'), attention: count('attention'), broken: count('broken') };
}

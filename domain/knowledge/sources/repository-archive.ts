export interface RepositoryArchive {
  /** A gzipped tar of the whole repository. */
  url: string;
  /** The folder whose files are read, without a slash at either end; empty: all of it. */
  folder: string;
  /** Where a file of it can be looked at: its path follows. */
  pageOf: string;
}

/**
 * Where a public repository's files can be downloaded at once, from the address one sees in a browser:
 * `https://github.com/owner/name` or `…/tree/branch/docs`; GitLab's `…/-/tree/branch/docs`; Codeberg's `…/src/branch/name/docs`.
 * @returns null for any other host or form.
 */
export function archiveOf(address: string): RepositoryArchive | null {
  if (!URL.canParse(address)) return null;
  const { protocol, host, pathname } = new URL(address);
  const parts = pathname
    .split('/')
    .filter(Boolean)
    .map((part) => part.replace(/\.git$/, ''));
  const [owner, name, ...more] = parts;
  if (protocol !== 'https:' || !owner || !name) return null;
  const home = `https://${host}/${owner}/${name}`;
  if (host === 'github.com') {
    const [branch = 'HEAD', ...folder] = more[0] === 'tree' ? more.slice(1) : [];
    return archive(`${home}/archive/${branch}.tar.gz`, folder, `${home}/blob/${branch}`);
  }
  if (host === 'gitlab.com') {
    const [branch = 'HEAD', ...folder] = more[0] === '-' && more[1] === 'tree' ? more.slice(2) : [];
    return archive(`${home}/-/archive/${branch}/${name}.tar.gz`, folder, `${home}/-/blob/${branch}`);
  }
  if (host === 'codeberg.org') {
    const [branch = 'HEAD', ...folder] = more[0] === 'src' && more[1] === 'branch' ? more.slice(2) : [];
    return archive(`${home}/archive/${branch}.tar.gz`, folder, `${home}/src/branch/${branch}`);
  }
  return null;
}

const archive = (url: string, folder: string[], pageOf: string): RepositoryArchive => ({
  ...{ url, folder: folder.join('/'), pageOf },
});

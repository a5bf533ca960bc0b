/** The first step of every address that the inbox itself draws; the api serves its page there and nowhere else. */
const SECTIONS = [
  'inbox',
  'conversations',
  'quarantine',
  'customers',
  'docs',
  'gaps',
  'assistant',
  'saved-replies',
  'new',
  'team',
  'reports',
  'settings',
  'account',
  'projects',
  'sign-in',
  'join',
];

export function isInboxPage(pathname: string): boolean {
  return pathname === '/' || SECTIONS.includes(pathname.split('/')[1] ?? '');
}

/** What the section about customers who are signed in at the team's own site says. */
export const SIGNED_IN_WORDS = {
  hint: 'Your site can sign who is signed in there: a token (JWT, HS256) with “sub” and “exp”, and “name”, “email” and “email_verified” if you like, in data-identity of the script tag. They have the same conversation on all their devices, and the team sees who they are.',
  once: 'This is the only time it is shown. Keep it where your server keeps its passwords: whoever has it can be any customer.',
  made: 'Made. Copy it now.',
  removed: 'Removed. What it signed is not believed any more.',
  full: 'Two secrets are valid, so that one can take the other’s place. Remove the older one when your site signs with the newer.',
  removeTitle: 'Remove this secret?',
  removeWhy:
    'Customers whose token it signed go on as visitors that nobody knows, until your site signs with another one.',
} as const;

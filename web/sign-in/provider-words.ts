const ANOTHER_WAY = 'Sign in another way, or ask whoever runs this installation.';

/** By the code that comes back in the address when signing in with a provider did not work. */
const WORDS: Record<string, string> = {
  email_not_verified: `The provider has not verified your email address. ${ANOTHER_WAY}`,
  email_not_found: `The provider names no email address of yours. ${ANOTHER_WAY}`,
  domain_not_allowed: `Addresses of this domain may not sign in here. ${ANOTHER_WAY}`,
  account_not_linked: `This address belongs to an agent already, whose own address is not verified. ${ANOTHER_WAY}`,
  access_denied: 'The provider did not let you in, or you stopped there. Try again, or sign in another way.',
  state_mismatch: 'This answer belongs to no sign-in that was begun here, or came too late. Begin again.',
  state_not_found: 'This answer belongs to no sign-in that was begun here, or came too late. Begin again.',
  nonce_binding_missing: 'This answer belongs to no sign-in that was begun here. Begin again.',
  issuer_mismatch: `This answer came from another provider than the one asked. ${ANOTHER_WAY}`,
  unable_to_get_user_info: `The provider’s answer could not be verified. ${ANOTHER_WAY}`,
};

/** What went wrong with a provider; null: nothing did. */
export function providerProblem(url: URL): string | null {
  const code = url.searchParams.get('error');
  if (code === null) return null;
  return WORDS[code] ?? 'The provider’s answer did not work. Try again, or sign in another way.';
}

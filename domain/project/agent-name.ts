/** What to call an agent of whom only the address is known: `ana.lopez@example.com` is "Ana Lopez". */
export function agentName(email: string): string {
  const words = (email.split('@', 1)[0] ?? '').split(/[._\-+]+/).filter((word) => word !== '');
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ');
  return name || email;
}

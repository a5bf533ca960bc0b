/** Where the inbox is reached: PUBLIC_URL, and its twin, since people type localhost or 127.0.0.1 for the same machine. */
export function ownOrigins(publicUrl: string): string[] {
  const { origin } = new URL(publicUrl);
  if (origin.includes('//localhost')) return [origin, origin.replace('//localhost', '//127.0.0.1')];
  if (origin.includes('//127.0.0.1')) return [origin, origin.replace('//127.0.0.1', '//localhost')];
  return [origin];
}

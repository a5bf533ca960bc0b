import type { ServerResponse } from 'node:http';

/** The inbox runs its own files only; customers' words and model output can neither run, nor load, nor send anything. */
const INBOX_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  // A mail's HTML, in a frame without scripts or origin.
  "frame-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  // Shows notices while the inbox is closed.
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** A year: browsers that came once over TLS come over nothing else. Neighbours under the same domain are not ours to decide. */
const ONLY_TLS = 'max-age=31536000';

export function setSecurityHeaders(res: ServerResponse, config: { publicUrl: string }): void {
  if (config.publicUrl.startsWith('https:')) res.setHeader('Strict-Transport-Security', ONLY_TLS);
  res.setHeader('Content-Security-Policy', INBOX_POLICY);
  res.setHeader('X-Content-Type-Options', 'nosniff');
  res.setHeader('Referrer-Policy', 'no-referrer');
  res.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
  res.setHeader('X-Frame-Options', 'DENY');
}

import type { ServerResponse } from 'node:http';

/** Whatever a stranger's bytes are, no browser runs them: not as a page, not in a frame, not guessed to be something else. */
const NOTHING = "default-src 'none'; frame-ancestors 'none'; sandbox";

/** Headers for bytes that somebody else made. `embeddable`: a frame without an origin may draw them. */
export function setContentHeaders(res: ServerResponse, { embeddable }: { embeddable: boolean }): void {
  res.setHeader('Content-Security-Policy', NOTHING);
  res.setHeader('X-Content-Type-Options', 'nosniff');
  res.setHeader('Cross-Origin-Resource-Policy', embeddable ? 'cross-origin' : 'same-origin');
  res.setHeader('Cache-Control', 'private, no-store');
}

import { SANDBOX } from '../../../domain/frame-sandbox.ts';

/** A mail was written for white paper; on a dark screen it stays a sheet of it. The marks of link hosts cannot be restyled by the mail. */
const STYLE = `
:root { color-scheme: light; background: #fff; color: #1c1e21; }
body { margin: 0; padding: 14px 16px; font: 15px/1.55 system-ui, sans-serif; overflow-wrap: anywhere; }
img { max-width: 100%; height: auto; }
table { max-width: 100%; }
pre { white-space: pre-wrap; }
blockquote { margin: 0 0 0 8px; padding-left: 12px; border-left: 2px solid #d5d9de; }
span[data-host] { color: #5d636b !important; font: 12px/1.4 system-ui, sans-serif; white-space: nowrap; }
`;

/**
 * What the frame may do. No script, twice: `default-src 'none'` and the sandbox, which holds even when somebody opens the
 * address on its own.
 */
export const FRAME_POLICY = [
  "default-src 'none'",
  "img-src 'self'",
  "style-src 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  `sandbox ${SANDBOX}`,
].join('; ');

export function frameDocument(sanitized: string): string {
  return `<!doctype html>
<html lang="und">
<head>
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<title>The mail as it was sent</title>
<style>${STYLE}</style>
</head>
<body>
${sanitized}
</body>
</html>
`;
}

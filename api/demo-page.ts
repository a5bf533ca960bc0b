/** The page's own policy is strict: the widget must get along with it. */
export function demoHeaders(nonce: string): Record<string, string> {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'nonce-${nonce}'`,
    "connect-src 'self'",
    "img-src 'self'",
    "base-uri 'none'",
  ].join('; ');
  return { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store', 'Content-Security-Policy': policy };
}

/** A shop whose style sheet fights everything on the page, the widget included. */
export function demoPage(page: { widgetKey: string; nonce: string }): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Demo</title><style nonce="${page.nonce}">html{font-size:62.5%}*{letter-spacing:.5px!important;color:#7a1f1f!important}body{direction:rtl;font:1.8rem/1.6 Georgia,serif}</style></head><body><h1>Demo shop</h1><p>Open the chat and ask.</p><script async src="/widget.js" data-key="${page.widgetKey}" nonce="${page.nonce}"></script></body></html>`;
}

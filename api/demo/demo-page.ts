import { escapeHtml } from '../../domain/text/escape-html.ts';
import { DEMO_STYLE } from './demo-style.ts';

/** As strict as a careful site's own policy: the widget must get along with it. */
export function demoHeaders(nonce: string): Record<string, string> {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'nonce-${nonce}'`,
    "connect-src 'self'",
    "img-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
  return {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Security-Policy': policy,
  };
}

/** A small shop that stands in for a customer's site. Its style sheet fights everything on the page, the widget included. */
export function demoPage({ widgetKey, nonce }: { widgetKey: string; nonce: string }): string {
  const key = escapeHtml(widgetKey);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Lantern &amp; Loom: a lamp for late readers</title>
<style nonce="${nonce}">${DEMO_STYLE}</style>
<script async src="/widget.js" data-key="${key}" nonce="${nonce}"></script>
</head>
<body>
${BODY}
</body>
</html>
`;
}

const BODY = `<header>
  <a class="name" href="#lamp">Lantern &amp; Loom</a>
  <nav><a href="#lamp">Lamps</a><a href="#care">Care</a><a href="#shipping">Shipping</a></nav>
</header>
<p class="try">A page to try the chat on: open it in the corner and ask something. This site’s styles fight everything on it; the chat should not care.</p>
<main id="lamp">
  <div class="picture" role="img" aria-label="A round paper lamp on a wooden foot"><i></i><b></b></div>
  <section>
    <h1>The Moth</h1>
    <p class="lead">A reading lamp that gets warmer as the evening does. Paper from Gifu, a foot of ash, and a dimmer you turn like a page.</p>
    <p class="price">148 €</p>
    <form><label>Colour <select><option>Paper white</option><option>Persimmon</option></select></label> <button type="button">Add to basket</button></form>
    <ul>
      <li>1,800 to 2,700 kelvin, no flicker</li>
      <li>Runs 40 hours away from the wall</li>
      <li>Every part can be replaced</li>
    </ul>
  </section>
</main>
<section class="facts">
  <article id="care"><h2>Care</h2><p>Dust it with a soft brush. Never wash the paper; a new shade costs 22 €.</p></article>
  <article id="shipping"><h2>Shipping</h2><p>Within two working days, in a box that becomes the lamp’s stand for travel.</p></article>
  <article><h2>Returns</h2><p>Sixty days, also when it was lit. We pay the way back.</p></article>
</section>
<aside>Free shipping until Sunday</aside>`;

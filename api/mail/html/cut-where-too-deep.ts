/** Elements inside each other. A layout has dozens; the sanitiser's time grows with the square of this. */
const MAX_OPEN = 500;

/** They have no end, or one that the next of their kind implies. */
const ENDLESS = new Set(
  'area base br col embed hr img input link meta param source track wbr p li dt dd tr td th thead tbody tfoot option colgroup'.split(
    ' ',
  ),
);

/** A mail up to where more elements are open than any person's mail program writes. Linear, and only an estimate: markup in comments counts too. */
export function cutWhereTooDeep(html: string): string {
  let open = 0;
  for (const { index, 1: slash, 2: name = '' } of html.matchAll(/<(\/?)([a-z][a-z0-9:-]*)/gi)) {
    if (ENDLESS.has(name.toLowerCase())) continue;
    open = slash ? Math.max(0, open - 1) : open + 1;
    if (open > MAX_OPEN) return html.slice(0, index);
  }
  return html;
}

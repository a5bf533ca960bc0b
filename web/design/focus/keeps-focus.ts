import type { Attachment } from 'svelte/attachments';

const CONTROLS = 'a[href], button, input:not([type=hidden]), select, textarea';
const HEADINGS = 'h1, h2, h3';

/**
 * What was pressed may go away by it, and the focus with it: then it goes to what took its place, and else to the heading it stood under. Never to the
 * same act of a neighbour, which a second press of the key would do.
 */
export const keepsFocus: Attachment<HTMLElement> = (place) => {
  let last: { control: Element; around: Element[]; beside: Set<Element> } | null = null;
  const remember = ({ target }: FocusEvent) => {
    if (!(target instanceof Element)) return;
    const around: Element[] = [];
    for (let each = target.parentElement; each && place.contains(each); each = each.parentElement)
      around.push(each);
    last = { control: target, around, beside: new Set(place.querySelectorAll(CONTROLS)) };
  };
  const observer = new MutationObserver(() => {
    if (!last || last.control.isConnected || hasFocus()) return;
    const { around, beside } = last;
    const standing = around.find((each) => each.isConnected) ?? place;
    const instead = [...standing.querySelectorAll<HTMLElement>(CONTROLS)].find((each) => !beside.has(each));
    (instead ?? headingOf(standing, place))?.focus({ preventScroll: !instead });
  });
  place.addEventListener('focusin', remember);
  observer.observe(place, { childList: true, subtree: true });
  return () => {
    place.removeEventListener('focusin', remember);
    observer.disconnect();
  };
};

const hasFocus = () => document.activeElement !== null && document.activeElement !== document.body;

/** The nearest one that stands before what went away. */
function headingOf(standing: Element, place: HTMLElement): HTMLElement | null {
  for (let each: Element | null = standing; each && place.contains(each); each = each.parentElement) {
    const heading = each.querySelector<HTMLElement>(HEADINGS);
    if (!heading) continue;
    if (!heading.hasAttribute('tabindex')) heading.tabIndex = -1;
    return heading;
  }
  return null;
}

const FOCUSABLE = 'a[href], button, input, textarea, [tabindex="0"]';

/** On a phone the dialog covers the page: Tab goes round inside it. */
export function keepFocusInside(dialog: HTMLElement, event: KeyboardEvent): void {
  const inside = [...dialog.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(isReachable);
  const first = inside[0];
  const last = inside.at(-1);
  // The document sees the host only; what has the focus inside it is known to the shadow root.
  const active = (dialog.getRootNode() as ShadowRoot).activeElement;
  const leaving = event.shiftKey ? active === first || active === dialog : active === last;
  if (!leaving) return;
  event.preventDefault();
  (event.shiftKey ? last : first)?.focus();
}

const isReachable = (element: HTMLElement) =>
  !element.matches(':disabled') && element.getClientRects().length > 0;

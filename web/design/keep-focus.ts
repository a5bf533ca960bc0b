import type { Attachment } from 'svelte/attachments';

type Control = HTMLElement & { disabled?: boolean };

/**
 * Where a browser would drop the focus, because what had it was removed or disabled, it stays near: with the same control once that
 * is enabled again, else with the nearest thing around it that may have it, else with the heading. Whoever went elsewhere is left there.
 */
export const keepFocus: Attachment<HTMLElement> = (place) => {
  let path: Control[] = [];

  const hold = (event: FocusEvent) => {
    const around = event.composedPath();
    path = around.slice(0, around.indexOf(place)) as Control[];
  };
  /** Chromium says it before it removes an element, so whether this was somebody's wish shows only afterwards. */
  const drop = (event: FocusEvent) =>
    queueMicrotask(() => {
      const left = event.target === path[0] && document.activeElement !== path[0];
      if (left && path[0]?.isConnected && !path[0].disabled) path = [];
    });
  const restore = () => {
    const [control, ...around] = path;
    if (!control || document.activeElement !== document.body) return;
    if (!control.isConnected) nearest(around)?.focus({ preventScroll: true });
    else if (!control.disabled) control.focus({ preventScroll: true });
  };
  const nearest = (around: Control[]) =>
    around.find((element) => element.isConnected && element.hasAttribute('tabindex')) ??
    place.querySelector<HTMLElement>('h2');

  const observer = new MutationObserver(restore);
  observer.observe(place, { subtree: true, childList: true, attributeFilter: ['disabled'] });
  place.addEventListener('focusin', hold);
  place.addEventListener('focusout', drop);
  return () => {
    observer.disconnect();
    place.removeEventListener('focusin', hold);
    place.removeEventListener('focusout', drop);
  };
};

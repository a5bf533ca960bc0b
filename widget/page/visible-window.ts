/** What a keyboard on the screen leaves of the window, in CSS pixels. */
export interface VisibleWindow {
  height: number;
  /** What is covered at the bottom. */
  below: number;
}

/** Whoever has zoomed in with two fingers sees a part of the window; it is as high as before. */
export function visibleWindow(
  view: Pick<VisualViewport, 'height' | 'offsetTop' | 'scale'>,
  windowHeight: number,
): VisibleWindow {
  if (view.scale > 1) return { height: view.height * view.scale, below: 0 };
  return { height: view.height, below: Math.max(0, windowHeight - view.offsetTop - view.height) };
}

/** Tells an element's style sheet, until it is told to stop. */
export function followVisibleWindow(element: HTMLElement): () => void {
  const view = visualViewport;
  if (!view) return () => {};
  const update = () => {
    const { height, below } = visibleWindow(view, innerHeight);
    element.style.setProperty('--window', `${height}px`);
    element.style.setProperty('--below', `${below}px`);
  };
  update();
  view.addEventListener('resize', update);
  view.addEventListener('scroll', update);
  return () => {
    view.removeEventListener('resize', update);
    view.removeEventListener('scroll', update);
  };
}

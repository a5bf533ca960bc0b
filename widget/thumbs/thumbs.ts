import css from './thumbs.css?inline';
import { thumbsTexts as texts } from './thumbs-texts.ts';

/** Null and undefined: neither. */
type Thumb = boolean | null | undefined;
type Send = (thumb: boolean | null) => Promise<unknown>;

const THUMB =
  'M7 11v9H4v-9zM7 11l4-7c2 0 3 1 2.500 3L13 10h6c1.500 0 2 1 1.500 2.500l-2 6c-.3 1-1 1.500-2 1.500H7';
const SVG = 'http://www.w3.org/2000/svg';

/** What stands in a place already: it is asked again with everything that is said. */
const shown = new WeakMap<Element, (thumb: Thumb) => void>();

/**
 * Two thumbs in a place of the panel. Imports nothing of the panel's: it comes apart from it, and what both had would come
 * twice.
 */
export function show(place: Element, given: Thumb, send: Send): void {
  const known = shown.get(place);
  if (known) return known(given);
  style(place.getRootNode() as ShadowRoot);
  const problem = document.createElement('span');
  problem.setAttribute('role', 'alert');
  let now = given;
  let sending = 0;
  let last = Promise.resolve(true);
  const draw = (thumb: Thumb) => {
    now = thumb;
    for (const [at, button] of buttons.entries()) button.ariaPressed = String(thumb === (at === 0));
  };
  const choose = async (thumb: boolean) => {
    const before = now;
    const wanted = now === thumb ? null : thumb;
    draw(wanted);
    problem.textContent = '';
    const mine = ++sending;
    // One after the other: the last word has to be the last to arrive.
    last = last
      .then(() => send(wanted))
      .then(
        () => true,
        () => false,
      );
    const sent = await last;
    if (mine !== sending) return;
    sending = 0;
    if (sent) return;
    draw(before);
    problem.textContent = texts.notSent;
  };
  const buttons = [
    button(texts.helpful, () => void choose(true)),
    button(texts.unhelpful, () => void choose(false)),
  ];
  place.className = 'thumbs';
  place.setAttribute('role', 'group');
  place.ariaLabel = texts.question;
  place.replaceChildren(...buttons, problem);
  draw(given);
  // What is on its way is newer than what the transcript knows.
  shown.set(place, (thumb) => sending === 0 && draw(thumb));
}

function button(name: string, act: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.ariaLabel = made.title = name;
  made.onclick = act;
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', THUMB);
  svg.append(path);
  made.append(svg);
  return made;
}

const styled = new WeakSet<ShadowRoot>();

function style(root: ShadowRoot): void {
  if (styled.has(root)) return;
  styled.add(root);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}

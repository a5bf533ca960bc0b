import type { Score } from '../../domain/ratings/rating.ts';
import css from './rating.css?inline';
import { ratingTexts as texts } from './rating-texts.ts';

/** More than anybody adds to how it was; the contract refuses what is longer. */
const MAX_COMMENT = 2_000;

const MOUTHS: Record<Score, string> = {
  good: 'M8.5 14c1.5 3 5.5 3 7 0',
  okay: 'M8.5 15.500h7',
  bad: 'M8.5 16.500c1.5-3 5.5-3 7 0',
};
const SVG = 'http://www.w3.org/2000/svg';

type Send = (rating: { score: Score; comment: string }) => Promise<unknown>;

/**
 * Asks how it was, in a place of the panel. Imports nothing of the panel's: it comes apart from it, and what both had would come
 * twice. Elements are made one by one, never from a string of HTML, which a page may forbid.
 */
export function ask(place: Element, send: Send): void {
  style(place.getRootNode() as ShadowRoot);
  const group = element('fieldset', { className: 'ask' });
  const comment = element('input', {
    type: 'text',
    maxLength: MAX_COMMENT,
    dir: 'auto',
    hidden: true,
    ariaLabel: texts.comment,
    placeholder: texts.commentHint,
  });
  const problem = element('p', { className: 'wrong', role: 'alert' });
  const button = element('button', { type: 'button', className: 'strong', textContent: texts.send });
  const choices = element('div', { className: 'choices', hidden: true }, button);
  let score: Score | undefined;
  const choose = (chosen: Score) => {
    score = chosen;
    comment.hidden = choices.hidden = false;
  };
  button.onclick = async () => {
    if (!score || button.disabled) return;
    button.disabled = true;
    problem.textContent = '';
    try {
      await send({ score, comment: comment.value.trim() });
      thank(place);
    } catch {
      problem.textContent = texts.notSent;
    }
    button.disabled = false;
  };
  const faces = (Object.keys(MOUTHS) as Score[]).map((each) => face(each, choose));
  const legend = element('legend', { textContent: texts.question });
  group.append(legend, element('div', { className: 'faces' }, ...faces), comment, problem, choices);
  place.replaceChildren(group);
}

/** The words take the focus that the button had, so that it does not fall out of the panel. */
function thank(place: Element): void {
  const words = element('p', {
    className: 'ask',
    role: 'status',
    tabIndex: -1,
    textContent: texts.thanks,
  });
  place.replaceChildren(words);
  words.focus();
}

function face(score: Score, choose: (score: Score) => void): HTMLElement {
  const radio = element('input', { type: 'radio', name: 'rating', className: 'unseen' });
  radio.onchange = () => choose(score);
  return element('label', {}, radio, drawing(MOUTHS[score]), texts.scores[score]);
}

function drawing(mouth: string): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', `M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0M9 9.500v.1M15 9.500v.1${mouth}`);
  svg.append(path);
  return svg;
}

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]>,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function style(root: ShadowRoot): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}

import { MAX_COMMENT } from '../../domain/limits.ts';
import { SCORES, type Score } from '../../domain/ratings/rating.ts';
import { escapeHtml } from '../../domain/text/escape-html.ts';
import type { RatingPageWords } from './rating-words.ts';

const MOUTHS: Record<Score, string> = {
  good: 'M8.5 14c1.500 3 5.500 3 7 0',
  okay: 'M8.5 15.500h7',
  bad: 'M8.5 16.500c1.500-3 5.500-3 7 0',
};

/** The question, with nothing chosen; `missing`: it was sent so. */
export function questionPage(
  words: RatingPageWords,
  asked: { project: string; missing: boolean; comment: string },
): string {
  const question = escapeHtml(words.question(asked.project));
  const described = asked.missing ? ' aria-describedby="missing"' : '';
  return page(
    words,
    question,
    `<form method="post">
        <fieldset${described}>
          <legend><h1>${question}</h1></legend>
          <div class="faces">${SCORES.map((score) => face(score, words)).join('')}</div>
          ${asked.missing ? `<p id="missing" class="missing" role="alert">${escapeHtml(words.choose)}</p>` : ''}
        </fieldset>
        <label for="comment">${escapeHtml(words.comment)}</label>
        <textarea id="comment" name="comment" rows="3" dir="auto" maxlength="${MAX_COMMENT}">${escapeHtml(asked.comment)}</textarea>
        <button>${escapeHtml(words.send)}</button>
      </form>`,
  );
}

/** Nothing to do here but to read. */
export function sentencePage(words: RatingPageWords, sentence: string): string {
  return page(words, escapeHtml(sentence), `<h1>${escapeHtml(sentence)}</h1>`);
}

const face = (score: Score, words: RatingPageWords) =>
  `<label><input type="radio" name="score" value="${score}" required><svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="9"/><path d="M9 9.500v.1M15 9.500v.1${MOUTHS[score]}"/></svg>${escapeHtml(words.scores[score])}</label>`;

/** No script: it works wherever a mail is opened. */
function page(words: RatingPageWords, title: string, body: string): string {
  return `<!doctype html>
<html lang="${words.lang}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="robots" content="noindex">
    <title>${title}</title>
    <style>${STYLE}</style>
  </head>
  <body>
    <main>
      ${body}
    </main>
  </body>
</html>
`;
}

const STYLE = `
      :root { color-scheme: light dark; --ink: light-dark(#1d2422, #e6ebe8); --rule: light-dark(#76827c, #8b968f); --pine: light-dark(#0b6650, #6fd0b0); --on: light-dark(#fff, #0d1512); --bad: light-dark(#a32a17, #ff9d88); }
      body { font: 1rem/1.5 system-ui, sans-serif; margin: 0; min-height: 100dvh; display: grid; place-items: center; color: var(--ink); background: light-dark(#fff, #161b19); }
      main { box-sizing: border-box; width: 100%; max-width: 30rem; padding: 1.5rem 1rem; }
      h1 { font-size: 1.25rem; margin: 0 0 1rem; text-wrap: balance; }
      fieldset { border: 0; margin: 0 0 1.25rem; padding: 0; min-width: 0; }
      legend { padding: 0; }
      .faces { display: grid; grid-template-columns: repeat(3, 1fr); gap: .5rem; }
      .faces label { display: grid; justify-items: center; gap: .25rem; padding: .75rem .25rem; border: 1px solid var(--rule); border-radius: 12px; cursor: pointer; text-align: center; }
      .faces label:has(:checked) { border-color: var(--pine); box-shadow: inset 0 0 0 1px var(--pine); font-weight: 600; }
      .faces label:has(:focus-visible), textarea:focus-visible, button:focus-visible { outline: 2px solid var(--pine); outline-offset: 2px; }
      input { position: absolute; opacity: 0; }
      svg { width: 2rem; fill: none; stroke: currentColor; stroke-width: 1.5; stroke-linecap: round; }
      textarea { box-sizing: border-box; display: block; width: 100%; margin: .25rem 0 1rem; padding: .5rem .75rem; font: inherit; color: inherit; background: transparent; border: 1px solid var(--rule); border-radius: 8px; }
      button { font: inherit; font-weight: 600; min-height: 2.75rem; padding: 0 1.25rem; border: 0; border-radius: 10px; color: var(--on); background: var(--pine); cursor: pointer; }
      .missing { color: var(--bad); margin: .75rem 0 0; }
    `;

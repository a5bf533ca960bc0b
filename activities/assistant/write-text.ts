import { randomBytes } from 'node:crypto';
import type { Finding } from '../../domain/assistant/finding.ts';
import { createGate } from '../../domain/assistant/gate/gate.ts';
import { groundOf } from '../../domain/assistant/gate/ground.ts';
import { languageOf } from '../../domain/language/guess-language.ts';
import type { Language } from '../../domain/language/language.ts';
import { writeAgain } from './model/ask-again.ts';
import { askModel, type Asking } from './model/ask-model.ts';
import { createCheckedText, type CheckedText } from './model/checked-text.ts';
import type { PassageIndex } from './retrieval/rank-passages.ts';
import type { Writing, Written } from './helper.ts';
import { writingPrompt } from './writing-prompt.ts';

/** Asked once, and once more with the reason. */
const MOST_TRIES = 2;
/** In tokens: a long mail, and its thoughts. */
const MAX_OUTPUT = 4_000;

type Model = Pick<Asking, 'client' | 'model' | 'quirks' | 'timeouts'>;

/** Has a model write, and lets nothing through that the text does not hold. `tokens` is what it cost. */
export async function writeText(
  writing: Writing,
  { index, ...model }: Model & { index: PassageIndex },
): Promise<{ written: Written; tokens: Tokens }> {
  const language = languageOf(writing.text, index.words.main) ?? index.words.main;
  let earlier: CheckedText | undefined;
  const tokens: Tokens = { in: 0, out: 0 };
  for (let tries = 1; tries <= MOST_TRIES; tries++) {
    const tried = await writeOnce(writing, {
      ...model,
      index,
      language,
      earlier,
      isLast: tries === MOST_TRIES,
    });
    tokens.in += tried.tokens.in;
    tokens.out += tried.tokens.out;
    earlier = tried.text;
    if (earlier.findings().length === 0) return { written: writtenFrom(tried), tokens };
  }
  return { written: { problem: whyStopped(earlier?.findings() ?? []) }, tokens };
}

interface Tokens {
  in: number;
  out: number;
}

interface Tried {
  text: CheckedText;
  finish: string;
  tokens: Tokens;
}

async function writeOnce(
  writing: Writing,
  how: Model & {
    index: PassageIndex;
    language: Language;
    earlier: CheckedText | undefined;
    isLast: boolean;
  },
): Promise<Tried> {
  const { index, language, earlier, isLast, client, model, quirks, timeouts } = how;
  const key = randomBytes(6).toString('hex');
  const known = await quirks.of(model);
  const text = checkedText(writing, { index, language, key, isLast, thinksFirst: known.thinksFirst });
  const completion = await askModel({
    ...{ client, model, quirks, timeouts, signal: writing.signal },
    size: { output: MAX_OUTPUT, tools: false },
    messages: (learnt) => [
      ...writingPrompt(writing, { quirks: learnt, key, language }),
      ...(earlier ? writeAgain(earlier.raw(), earlier.findings(), key) : []),
    ],
    onText: (delta) => text.write(delta),
  });
  if (completion.finish !== 'stopped' || text.isFull()) text.end();
  const { input = 0, output = 0 } = completion.usage ?? {};
  return { text, finish: completion.finish, tokens: { in: input, out: output } };
}

function checkedText(
  { text, turns, project, into }: Writing,
  how: { index: PassageIndex; language: Language; key: string; isLast: boolean; thinksFirst: boolean },
): CheckedText {
  const { index, language, key, isLast, thinksFirst } = how;
  const read = (words: string, of: Language) => index.words.read(words, of);
  const said = (by: 'customer' | 'team') =>
    turns.filter((turn) => (turn.by === 'customer') === (by === 'customer')).map((turn) => turn.text);
  const ground = groundOf(
    {
      passages: [{ text, language }],
      team: [project.name, ...said('team')],
      customer: said('customer'),
      hosts: project.linkHosts ?? [],
    },
    read,
  );
  return createCheckedText({
    newGate: () => createGate(ground, { read, expected: into ?? language }),
    ...{ passages: 0, secrets: [key], from: text, hosts: ground.hosts, thinksFirst, isLast },
    onText: () => undefined,
    onWithdrawn: () => undefined,
  });
}

function writtenFrom({ text, finish }: Tried): Written {
  if (finish === 'content_filter') return { problem: 'The model’s content filter stopped this text.' };
  if (finish === 'length' || text.isFull())
    return { problem: 'The model did not come to an end. Try it with fewer words.' };
  const shown = text.shown().trim();
  return shown ? { text: shown } : { problem: 'The model wrote nothing. Try again.' };
}

function whyStopped(findings: Finding[]): string {
  const what = [...new Set(findings.map((each) => each.what))].slice(0, 2).join('”, “');
  return `The model’s text is not shown: it says “${what}”, which was not given. Try again, or write it yourself.`;
}

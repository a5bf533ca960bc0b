import type { Language } from '../language/language.ts';
import { LATIN_WORDS } from './heard/latin-words.ts';
import { A_PERSON, OTHER_WORDS, PLEASE } from './heard/other-words.ts';

export type CustomerIntent = 'greeting' | 'thanks' | 'person' | 'question';

/** English and German say most around it; these are whole messages or clear wishes whatever else is said. */
const PERSON: RegExp[] = [
  /\b(talk|speak|chat|connect|transfer|escalate|put me through|hand me over|get me|give me|want|need|can i (get|have)|is there|contact|reach)\b.{0,40}\b(an?|the|real|live|actual|another|some|with|to)\b.{0,20}\b(person|human( being)?|agent|representative|someone|somebody|operator|support (team|agent|person|staff))\b/,
  /^((a )?(real |live |actual )?(human|person|agent|representative|operator)|human support|live (chat|support)|customer service)( please)?$/,
  /\b(mit (einem|einer|nem|dem|der)|einen|einer?) (echten? |richtigen? |realen? )?(menschen?|person|mitarbeiter(in)?|kolleg(e|en|in)|berater(in)?|support)\b.{0,30}\b(sprechen|reden|schreiben|chatten|verbinden|verbunden|kontaktieren)\b/,
  /\b(parler|discuter|changer|joindre) (.{0,30} )?(à|a|avec) .{0,15}\b(humain|quelqu un|personne|conseiller|agent)/,
  /\b(can|could|would|will|have|let) (someone|somebody|anyone|anybody)( please)? (call|phone|ring) me\b|^(please )?call me( back)?( please)?$/,
  /\b(stop|no more|enough|useless|hate|stupid|dumb|sick of|tired of|fed up)\b.{0,40}\b(bot|robot|machine|ai|person|human|agent)\b/,
  /\b(human|person|agent|representative) (please|now|immediately|asap)\b|\bi (want|need|demand) (a|to see a) (manager|supervisor)\b/,
];
/** "How do I talk to an agent by API?" asks how something works; nobody asks that way for a person. */
const ABOUT_THE_PRODUCT =
  /\b(api|code|function|method|library|sdk|configure|config|in my app|use an agent)\b/;
/** A wish is short; what is longer is a question that mentions people. */
const MAX_WISH = 160;
/** Words. A wish in another language is told by two words of it, which a long message may hold by chance. */
const MAX_WISH_WORDS = 16;

interface Heard {
  greeting: ReadonlySet<string>;
  thanks: ReadonlySet<string>;
  yes: ReadonlySet<string>;
  person: string[];
  wish: string[];
}

const HEARD = (
  Object.entries({ ...LATIN_WORDS, ...OTHER_WORDS }) as [Language, Record<keyof Heard, string>][]
).map(([language, words]) => ({
  language,
  ...heardFrom(words),
}));
const GREETINGS = together('greeting');
const THANKS = together('thanks');
const YES = together('yes');
/** Nothing but this, and a please, is a wish as well. */
const ALONE = new Set([
  ...HEARD.flatMap(({ person }) => person).filter((each) => each.length > 3),
  ...wordSet(A_PERSON),
]);

/**
 * What a message without any model can be recognised as. Cautious: whatever might be a question is one.
 * @param offered whether the message before it offered a person, so that "yes please" means one.
 */
export function intentOf(message: string, offered = false): CustomerIntent {
  const text = plain(message);
  if (consistsOf(text, GREETINGS, AFTER_GREETING)) return 'greeting';
  if (consistsOf(text, THANKS, AROUND_THANKS)) return 'thanks';
  if (offered && consistsOf(text, YES, POLITE)) return 'person';
  if (text.length > MAX_WISH || ABOUT_THE_PRODUCT.test(text)) return 'question';
  return PERSON.some((pattern) => pattern.test(text)) || wishesPerson(text) ? 'person' : 'question';
}

const AFTER_GREETING = wordSet(
  'there, all, everyone, team, zusammen, du, à tous, a todos, you, everybody, a tutti, allemaal',
);
const AROUND_THANKS = wordSet(
  `ok, okay, great, perfect, super, cool, nice, alright, got it, that helped, that works, works, wonderful, awesome, prima, toll,
  parfait, perfecto, genial, top, a lot, so much, very much, again, a million, a bunch, for your help, for the help, bye, many,
  you, sehr, dir, ihnen, schön, that, for your time, perfetto, ótimo, 好的, ok, да, super, d accord, oui, ja, yes`,
);
const POLITE = wordSet(PLEASE);

/** The languages in which a message is a greeting, or thanks, and no more. */
export function languagesHeard(message: string): Language[] {
  const text = plain(message);
  return HEARD.filter(({ greeting, thanks, yes }) =>
    [greeting, thanks, yes].some((phrases) => consistsOf(text, phrases, AROUND_THANKS)),
  ).map(({ language }) => language);
}

/** Only of such phrases, at least one of them of the first set. */
function consistsOf(text: string, phrases: ReadonlySet<string>, beside: ReadonlySet<string>): boolean {
  if (!text || text.length > MAX_WISH) return false;
  if (phrases.has(text)) return true;
  const words = text.split(' ');
  let found = false;
  for (let at = 0; at < words.length;) {
    const length = [4, 3, 2, 1].find((count) => {
      const phrase = words.slice(at, at + count).join(' ');
      return at + count <= words.length && (phrases.has(phrase) || beside.has(phrase));
    });
    if (!length) return false;
    found ||= phrases.has(words.slice(at, at + length).join(' '));
    at += length;
  }
  return found;
}

/** Somebody human is named and something is wished of them, in one language; or nobody but them is named. */
function wishesPerson(text: string): boolean {
  if (ALONE.has(withoutPlease(text))) return true;
  if (text.split(' ').length > MAX_WISH_WORDS) return false;
  return HEARD.some(
    ({ language, person, wish }) =>
      language !== 'english' &&
      person.some((each) => begins(text, each)) &&
      wish.some((each) => begins(text, each)),
  );
}

function withoutPlease(text: string): string {
  for (const please of POLITE) {
    if (text.endsWith(please)) return text.slice(0, -please.length).trim();
    if (text.startsWith(please)) return text.slice(please.length).trim();
  }
  return text;
}

/** A word of the text begins so; scripts without spaces hold it anywhere. */
function begins(text: string, start: string): boolean {
  return isUnspaced(start) ? text.includes(start) : ` ${text}`.includes(` ${start}`);
}

function isUnspaced(text: string): boolean {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Hangul}]/u.test(text);
}

function heardFrom(words: Record<keyof Heard, string>): Heard {
  return {
    greeting: wordSet(words.greeting),
    thanks: wordSet(words.thanks),
    yes: wordSet(words.yes),
    person: [...wordSet(words.person)],
    wish: [...wordSet(words.wish)],
  };
}

function together(kind: 'greeting' | 'thanks' | 'yes'): ReadonlySet<string> {
  return new Set(HEARD.flatMap((each) => [...each[kind]]));
}

function wordSet(phrases: string): ReadonlySet<string> {
  return new Set(phrases.split(/\s*,\s*/).map(plain));
}

/** Lower case, words only, one space between them. Long messages are not read to their end. */
function plain(message: string): string {
  return message
    .slice(0, 2 * MAX_WISH)
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\u064b-\u065f\u0640]/g, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}

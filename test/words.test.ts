import ts from 'typescript';
import { expect, it } from 'vitest';
import { codeOf, PRODUCT, sources } from './support/structure/sources.ts';

/**
 * Words that mean, or meant, something that has another name in the glossary of ARCHITECTURE.md. Wherever they stand in an
 * identifier: `absorbFrom` is found, `absorbent` is not.
 */
const BANNED_WORDS = [
  ...['ticket', 'workspace', 'tenant', 'guest', 'staff', 'canned', 'chatbot', 'transferred'],
  ...['news', 'tell', 'returned', 'absorb', 'absorbed', 'released', 'joined'],
];

/** Names that had several meanings, or none that a stranger would search for. As a whole. */
const BANNED_NAMES = [
  ...['byMail', 'holds', 'takeBack', 'takenBack', 'giveBack', 'givenBack', 'cancelDelivery', 'mailings'],
  ...[
    'nothingToRestore',
    'saidAnyway',
    'personWanted',
    'customerWrote',
    'mailArrived',
    'standsHere',
    'wasRead',
  ],
  ...['letGo', 'OnTheLine', 'DeliveryDesk', 'Blank', 'Sight'],
];

/** Names that Temporal, Postmark, a mail header or a library gave. */
const GIVEN: Record<string, string[]> = {
  returned: ['api/sign-in/auth-rules.ts'],
  joined: [
    'api/mail/provider/decoded-text.ts',
    'domain/knowledge/excerpt.ts',
    'domain/mail/reading/lines/writing-words.ts',
    'domain/mail/reading/quotes/introduction.ts',
    'domain/mail/reading/quotes/quote-runs.ts',
    'domain/mail/reading/read-reply.ts',
  ],
};

it('says one word for one thing in every identifier of the product', () => {
  const found = sources()
    .filter((file) => PRODUCT.some((folder) => file.startsWith(`${folder}/`)))
    .flatMap((file) =>
      identifiersIn(file).flatMap((name) => bannedIn(name).map((word) => ({ file, name, word }))),
    )
    .filter(({ file, word }) => !GIVEN[word]?.includes(file))
    .map(({ file, name }) => `${file}: ${name}`);
  expect([...new Set(found)]).toEqual([]);
});

it('finds a banned word wherever it stands in a name', () => {
  expect(['absorbFrom', 'onAbsorb', 'RELEASED_AT', 'takeBack'].flatMap(bannedIn)).toEqual([
    'absorb',
    'absorb',
    'released',
    'takeBack',
  ]);
  expect(['absorbent', 'newsletter', 'retell', 'releaseNotes'].flatMap(bannedIn)).toEqual([]);
});

function identifiersIn(file: string): string[] {
  const tree = ts.createSourceFile(file, codeOf(file), ts.ScriptTarget.Latest);
  const names: string[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) names.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return names;
}

const wordsOf = (name: string): string[] =>
  name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[\s_$#]+/);

function bannedIn(name: string): string[] {
  const words = wordsOf(name);
  return [
    ...BANNED_WORDS.filter((word) => words.includes(word)),
    ...BANNED_NAMES.filter((whole) => whole === name),
  ];
}

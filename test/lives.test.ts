import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (file: string) => readFileSync(join(root, file), 'utf8');

const LIVES = ['chat-turn', 'reply-by-mail', 'inbound-mail'].map((name) => `docs/architecture/${name}.md`);

interface Place {
  file: string;
  /** Of a component: the file itself. */
  name: string | null;
}

it.each(LIVES)('%s numbers its steps without a gap', (page) => {
  const numbers = stepsOf(page).map(({ number }) => number);
  expect(numbers.length).toBeGreaterThan(30);
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
});

it.each(LIVES)('%s names in each step a function that its file declares', (page) => {
  const nowhere = stepsOf(page).filter(({ places }) => places.length === 0);
  expect(nowhere).toEqual([]);
  expect(placesIn(read(page)).filter((place) => !isDeclared(place))).toEqual([]);
});

it.each(LIVES)('%s says how many files its reader opens, and how many borders they cross', (page) => {
  const files = stepsOf(page).flatMap(({ places: [place] }) => place?.file ?? []);
  const folders = files.map((file) => file.split('/', 1)[0]);
  const borders = folders.filter((folder, index) => index > 0 && folder !== folders[index - 1]);
  const counts = `${new Set(files).size} files opened, ${borders.length} folder borders crossed.`;
  expect(read(page).trimEnd().split('\n').at(-1)).toBe(counts);
});

function stepsOf(page: string): { number: number; places: Place[] }[] {
  return [...read(page).matchAll(/^(\d+)\. (.*)$/gm)].map(([, number, text = '']) => ({
    number: Number(number),
    places: placesIn(text),
  }));
}

/** `file:function`, or a component. */
function placesIn(text: string): Place[] {
  const spans = text.matchAll(/`(\w[\w./-]*\.(?:ts|svelte))(?::(\w+))?`/g);
  return [...spans].map(([, file = '', name = null]) => ({ file, name }));
}

function isDeclared({ file, name }: Place): boolean {
  if (!existsSync(join(root, file))) return false;
  return name === null ? file.endsWith('.svelte') : declaredIn(file).has(name);
}

const known = new Map<string, Set<string>>();

/** Functions, constants, classes, and what classes and tables of functions hold. */
function declaredIn(file: string): Set<string> {
  const earlier = known.get(file);
  if (earlier) return earlier;
  const found = new Set<string>();
  known.set(file, found);
  const visit = (node: ts.Node): void => {
    const name = nameOf(node);
    if (name && ts.isIdentifier(name)) found.add(name.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, scriptOf(file), ts.ScriptTarget.Latest));
  return found;
}

function nameOf(node: ts.Node): ts.Node | undefined {
  if (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) return node.name;
  if (ts.isVariableDeclaration(node) || ts.isBindingElement(node)) return node.name;
  return ts.isMethodDeclaration(node) || ts.isPropertyAssignment(node) ? node.name : undefined;
}

function scriptOf(file: string): string {
  const text = read(file);
  if (!file.endsWith('.svelte')) return text;
  return /<script lang="ts">([^]*?)<\/script>/.exec(text)?.[1] ?? '';
}

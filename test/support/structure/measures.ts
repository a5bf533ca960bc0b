import ts from 'typescript';
import { circlesOf, graphOf, imports, levelsOf, roomOf } from './imports.ts';
import { codeOf, linesOfCode, PRODUCT, root, sources } from './sources.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Structure {
  /** The fullest folder. */
  largestFolder: { name: string; files: number };
  /** Levels of rooms by folder of the product. */
  levels: Record<string, number>;
  circles: { files: string[][]; rooms: string[][] };
  largestFile: { name: string; lines: number };
  largestFunction: { name: string; lines: number };
  /** Where a compiler is told instead of asked: `any`, `as unknown as`, `!`. */
  told: string[];
  /** Fields of a conversation's state that may be missing. */
  optionalStateFields: string[];
  /** Files that the recipe of ARCHITECTURE.md touches to add a message, its test included. */
  filesOfAMessage: string[];
  testsToCode: number;
}

export function measureStructure(): Structure {
  const files = sources();
  const product = files.filter((file) => PRODUCT.some((folder) => file.startsWith(`${folder}/`)));
  const all = imports(product);
  const trees = product.map((file) => ({ file, tree: parse(file) }));
  return {
    largestFolder: fullest(files),
    levels: Object.fromEntries(PRODUCT.map((folder) => [folder, levelsIn(all, folder)])),
    circles: {
      files: circlesOf(graphOf(all, (file) => file)),
      rooms: PRODUCT.flatMap((each) => circlesIn(all, each)),
    },
    largestFile: most(product.map((name) => ({ name, lines: linesOfCode(name) }))),
    largestFunction: most(trees.flatMap(({ file, tree }) => functionsIn(file, tree))),
    told: trees.flatMap(({ file, tree }) => toldIn(file, tree)),
    optionalStateFields: optionalFields('domain/conversation/state.ts', 'ConversationState'),
    filesOfAMessage: recipe(),
    testsToCode: ratioOf(files),
  };
}

const within = (all: ReturnType<typeof imports>, folder: string) =>
  all.filter(({ from, target }) => [from, target].every((file) => file.startsWith(`${folder}/`)));
const levelsIn = (all: ReturnType<typeof imports>, folder: string) =>
  levelsOf(graphOf(within(all, folder), roomOf));
const circlesIn = (all: ReturnType<typeof imports>, folder: string) =>
  circlesOf(graphOf(within(all, folder), roomOf));

const most = <Counted extends { lines: number }>(counted: Counted[]): Counted =>
  counted.reduce((one, other) => (other.lines > one.lines ? other : one));

function fullest(files: string[]): { name: string; files: number } {
  const counts = new Map<string, number>();
  for (const file of files) counts.set(roomOf(file), (counts.get(roomOf(file)) ?? 0) + 1);
  const [name, count] = [...counts].reduce((one, other) => (other[1] > one[1] ? other : one));
  return { name, files: count };
}

const parse = (file: string) =>
  ts.createSourceFile(file, codeOf(file), ts.ScriptTarget.Latest, /* setParentNodes */ true);

function nodesOf(tree: ts.Node): ts.Node[] {
  const nodes: ts.Node[] = [];
  const visit = (node: ts.Node) => {
    nodes.push(node);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return nodes;
}

function functionsIn(file: string, tree: ts.SourceFile): { name: string; lines: number }[] {
  return nodesOf(tree)
    .filter((node) => ts.isFunctionLike(node) && 'body' in node && node.body !== undefined)
    .map((node) => {
      const line = (position: number) => tree.getLineAndCharacterOfPosition(position).line + 1;
      const from = line(node.getStart(tree));
      return { name: `${file}:${from}`, lines: line(node.end) - from + 1 };
    });
}

function toldIn(file: string, tree: ts.SourceFile): string[] {
  return nodesOf(tree)
    .filter(
      (node) => node.kind === ts.SyntaxKind.AnyKeyword || isDoubleCast(node) || ts.isNonNullExpression(node),
    )
    .map((node) => `${file}:${tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1}`);
}

const isDoubleCast = (node: ts.Node): boolean =>
  ts.isAsExpression(node) &&
  ts.isAsExpression(node.expression) &&
  node.expression.type.kind === ts.SyntaxKind.UnknownKeyword;

function optionalFields(file: string, name: string): string[] {
  const found = nodesOf(parse(file)).find(
    (node): node is ts.InterfaceDeclaration => ts.isInterfaceDeclaration(node) && node.name.text === name,
  );
  return (found?.members ?? []).flatMap((member) =>
    member.questionToken ? (member.name?.getText() ?? '') : [],
  );
}

/** The files that the steps of *Add a message* name, in their order. */
function recipe(): string[] {
  const text = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');
  const start = text.indexOf('## Add a message');
  const section = text.slice(start, text.indexOf('\n## ', start + 1));
  return [
    ...new Set([...section.matchAll(/^\d\. [^`]*`([\w-]+\/[\w./-]+)`/gm)].map(([, file]) => file ?? '')),
  ];
}

function ratioOf(files: string[]): number {
  const sum = (some: string[]) => some.reduce((total, file) => total + linesOfCode(file), 0);
  const tests = files.filter((file) => file.startsWith('test/'));
  return sum(tests) / sum(files.filter((file) => !file.startsWith('test/')));
}

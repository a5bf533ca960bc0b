import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { root } from './support/structure/sources.ts';

/** One step of *Add a message* in ARCHITECTURE.md: the file it names, and the code it puts there. */
interface Step {
  file: string;
  code: string;
}

/** Behind which line of its file a step's code goes. */
const BEHIND: Record<string, RegExp> = {
  'domain/contract/policy.ts': /^ {2}updates: \{$/m,
  'domain/contract/updates.ts': /^export const updates = \{$/m,
  'domain/commands/commands.ts': /^export const commands: Commands = \{$/m,
  'web/conversation/state/open-conversation.svelte.ts': /^export class OpenConversation \{$/m,
};

/** Where a message that was half added must not go unnoticed. */
const PLACES = [...Object.keys(BEHIND), 'workflows/handlers.ts', 'api/bulk/give-command.ts'];

const steps = stepsOf(readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8'));

it('adds a message by what ARCHITECTURE.md says, and by nothing else', () => {
  expect(steps.map(({ file }) => file)).toEqual(Object.keys(BEHIND));
  expect(problemsAfter(steps)).toEqual([]);
});

it('is told by the compiler where a message that was named is missing', () => {
  expect(problemsAfter(steps.slice(0, 1))).toContain('domain/contract/updates.ts');
  expect(problemsAfter(steps.slice(0, 2))).toEqual(['domain/commands/commands.ts']);
  expect(problemsAfter(steps.slice(3))).toEqual(['web/conversation/state/open-conversation.svelte.ts']);
});

/** Knows already where what is imported lies. */
let last: ts.Program | undefined;

/** @returns the files in which the compiler finds something. */
function problemsAfter(done: Step[]): string[] {
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(join(root, 'tsconfig.json'), (file) => ts.sys.readFile(file)).config,
    ts.sys,
    root,
  );
  const changed = new Map(done.map(({ file, code }) => [join(root, file), inserted(file, code)]));
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, language, ...rest) => {
    const text = changed.get(name);
    return text === undefined
      ? known(name, () => read(name, language, ...rest))
      : ts.createSourceFile(name, text, language);
  };
  const files = PLACES.map((file) => join(root, file));
  const program = ts.createProgram({
    ...{ rootNames: [...files, join(root, 'node_modules/vite/client.d.ts')], options, host },
    ...(last ? { oldProgram: last } : {}),
  });
  last = program;
  return PLACES.filter((_, index) => {
    const source = program.getSourceFile(files[index] ?? '');
    return source && program.getSemanticDiagnostics(source).length > 0;
  });
}

/** Files that no step changes are parsed once. */
const parsed = new Map<string, ts.SourceFile | undefined>();
function known(name: string, read: () => ts.SourceFile | undefined): ts.SourceFile | undefined {
  if (!parsed.has(name)) parsed.set(name, read());
  return parsed.get(name);
}

function inserted(file: string, code: string): string {
  const text = readFileSync(join(root, file), 'utf8');
  const place = BEHIND[file];
  if (!place?.test(text)) throw new Error(`Nowhere to put the step's code in ${file}.`);
  return text.replace(place, (line) => `${line}\n${code}`);
}

function stepsOf(document: string): Step[] {
  const start = document.indexOf('## Add a message');
  const section = document.slice(start, document.indexOf('\n## ', start + 1));
  return section
    .split(/\n(?=\d\. )/)
    .slice(1)
    .flatMap((step) => {
      const file = /`([\w-]+\/[\w./-]+)`/.exec(step)?.[1];
      const code = /```ts\n([\s\S]*?)```/.exec(step)?.[1];
      return file && code ? [{ file, code }] : [];
    });
}

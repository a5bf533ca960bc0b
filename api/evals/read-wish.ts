import { parseArgs } from 'node:util';

/** What somebody asked for on the command line. */
export interface Wish {
  /** Its id or its name. */
  project: string | undefined;
  json: boolean;
  help: boolean;
}

/** What was typed cannot be understood; its words say how it is meant. */
export class NotUnderstood extends Error {}

/** @throws NotUnderstood */
export function readWish(args: string[]): Wish {
  try {
    const { values } = parseArgs({
      args,
      options: {
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
        project: { type: 'string' },
      },
    });
    return { project: values.project, json: values.json, help: values.help };
  } catch (error) {
    throw new NotUnderstood(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`, {
      cause: error,
    });
  }
}

export const explain = (say: (line: string) => void) => say(USAGE);

const USAGE = `npm run evals -- [--project NAME_OR_ID] [--json]

Asks a project's test questions and waits. Exit code 0: all came out as expected; 1: some did not;
2: they could not be run. --json prints one line of JSON on standard output and nothing else there.`;

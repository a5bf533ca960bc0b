import process from 'node:process';
import type { z } from 'zod';

/** What is missing or wrong in the environment, all of it, in words for whoever sets it. */
export class SettingsError extends Error {
  constructor(problems: string[]) {
    const lines = problems.map((problem) => `  ${problem}`);
    super(`Some settings are missing or wrong:\n${lines.join('\n')}\nSee .env.example.`);
  }
}

/** Ends the process with the sentences and without a stack, which would say nothing about a setting. */
export function orEnd<Settings>(load: () => Settings): Settings {
  try {
    return load();
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

/** One sentence a setting, made of its description; what is set is never repeated, since it may be a secret. */
export function problemsOf(shape: z.ZodObject, values: Record<string, string>): string[] {
  const { error } = shape.safeParse(values);
  const names = new Set(error?.issues.map((issue) => String(issue.path[0])));
  return [...names].map((name) => {
    const words = (shape.shape[name] as z.ZodType).description ?? 'something else';
    return name in values ? `${name} must be ${words}.` : `${name} is missing: ${words}.`;
  });
}

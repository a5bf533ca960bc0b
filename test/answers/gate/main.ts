import process from 'node:process';
import { parseArgs } from 'node:util';
import { readAccepted } from './accepted-answers.ts';
import { measure } from './measure.ts';
import { writeGateFigures } from './write-gate-figures.ts';

/**
 * `npm run measure-gate -- FILE [--write] [--show]`: how often the gate stops an answer that people accepted, and how
 * often one that was given another question's passages.
 */
function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { write: { type: 'boolean' }, show: { type: 'boolean' } },
  });
  const [file] = positionals;
  if (!file) throw new Error('Say where the accepted answers are: npm run measure-gate -- FILE [--write]');
  const answers = readAccepted(file);
  const figures = measure(answers);
  console.log(JSON.stringify({ answers: answers.length, ...figures.totals }, null, 1));
  if (values.write) writeGateFigures({ answers: answers.length, ...figures.totals });
  if (values.show) for (const each of figures.falseAlarms) console.log(JSON.stringify(each));
}

try {
  main();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

import process from 'node:process';

const COLOURS = { red: 31, green: 32, yellow: 33, blue: 34, magenta: 35, cyan: 36, grey: 90, bold: 1 };
export type Colour = keyof typeof COLOURS;

const coloured = process.env['NO_COLOR']
  ? false
  : process.env['FORCE_COLOR']
    ? true
    : process.stdout.isTTY === true;

export function paint(colour: Colour, text: string): string {
  return coloured ? `\u001b[${COLOURS[colour]}m${text}\u001b[0m` : text;
}

export function say(line = ''): void {
  process.stdout.write(`${line}\n`);
}

/** Long enough that a quick step says one line only. */
const QUIET_MS = 1_000;
const LABEL_WIDTH = 12;

/** Says that something is being done when it takes a while, and how long it took. */
export async function step<T>(
  label: string,
  work: (progress: (text: string) => void) => Promise<T>,
  describe: (result: T) => string = () => '',
): Promise<T> {
  const started = Date.now();
  const progress = (text: string) =>
    say(`  ${paint('grey', '…')} ${label.padEnd(LABEL_WIDTH)} ${paint('grey', text)}`);
  const quiet = setTimeout(() => progress('working on it'), QUIET_MS);
  try {
    const result = await work((text) => {
      clearTimeout(quiet);
      progress(text);
    });
    const seconds = `${((Date.now() - started) / 1000).toFixed(1)} s`;
    say(
      `  ${paint('green', '✓')} ${label.padEnd(LABEL_WIDTH)} ${describe(result).padEnd(44)} ${paint('grey', seconds)}`,
    );
    return result;
  } catch (error) {
    say(`  ${paint('red', '✗')} ${label}`);
    throw error;
  } finally {
    clearTimeout(quiet);
  }
}

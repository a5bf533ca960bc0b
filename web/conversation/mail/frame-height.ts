/** Characters of a line of ordinary mail, and what a line takes, in rem. */
const LINE = 75;
const LINE_REM = 1.5;
/** Room for a heading, margins and a signature with a picture. */
const SPARE_REM = 6;
const MIN_REM = 8;
const MAX_REM = 30;

/** How high a mail's frame begins, in rem. A frame without an origin cannot be measured, so its words are. */
export function frameHeight(text: string): number {
  const lines = text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / LINE)), 0);
  return Math.min(MAX_REM, Math.max(MIN_REM, lines * LINE_REM + SPARE_REM));
}

import { measureStructure } from '../support/structure/measures.ts';

/** `npm run structure`: how the house is built, in figures. `test/structure.test.ts` holds their limits. */
const found = measureStructure();
const lines: [string, string][] = [
  ['fullest folder', `${found.largestFolder.files} files in ${found.largestFolder.name}`],
  ['levels of rooms', Object.entries(found.levels).map(([name, levels]) => `${name} ${levels}`).join(', ')],
  ['circles', `${found.circles.files.length} of files, ${found.circles.rooms.length} of rooms`],
  ['largest file', `${found.largestFile.lines} lines: ${found.largestFile.name}`],
  ['largest function', `${found.largestFunction.lines} lines: ${found.largestFunction.name}`],
  ['any, as unknown as, !', `${found.told.length}`],
  ['optional fields of a state', `${found.optionalStateFields.length}`],
  ['files of a new message', `${found.filesOfAMessage.length}: ${found.filesOfAMessage.join(', ')}`],
  ['tests to code', found.testsToCode.toFixed(2)],
];
for (const [name, value] of lines) console.log(`${name.padEnd(28)}${value}`);
if (process.argv.includes('--told')) console.log(found.told.join('\n'));

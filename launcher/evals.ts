import process from 'node:process';
import { knowsProduct, runWithSettings } from './start/run-with-settings.ts';

const args = process.argv.slice(2);
if (args.includes('--help') || (await knowsProduct())) {
  process.exitCode = await runWithSettings('dist/api/evals/main.js');
} else {
  const folder = process.env['DATA_DIR'] || '.data';
  console.error(`npm start does not run with the data folder ${folder}, and the environment has no DATABASE_URL:
start it, or run this where the api's environment is.`);
  process.exitCode = 2;
}

import process from 'node:process';
import { findTemporalCli } from './temporal-cli.ts';

/** In a process of its own: a download and the program in it are 200 MB, which a launcher would keep. */
const [cacheDir = ''] = process.argv.slice(2);
try {
  await findTemporalCli({ cacheDir, onProgress: console.log });
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

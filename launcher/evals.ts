import process from 'node:process';
import { runWithSettings } from './start/run-with-settings.ts';

process.exitCode = await runWithSettings('dist/api/evals/main.js');

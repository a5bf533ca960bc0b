import process from 'node:process';
import { runWithSettings } from './run-with-settings.ts';

process.exitCode = await runWithSettings('api/doctor/main.ts');

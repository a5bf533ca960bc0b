import { runWithSettings } from './run-with-settings.ts';

await runWithSettings('api/doctor/main.ts');

import { runWithSettings } from './run-with-settings.ts';

await runWithSettings('api/ops/main.ts');

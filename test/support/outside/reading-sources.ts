import { createParser } from '../../../activities/sources/parsing/create-parser.ts';
import { createWebReader } from '../../../activities/sources/web/web-reader.ts';
import type { Config } from '../../../config.ts';

/** What a worker reads sources with, as in the product but without pauses: what it reads is the test's own. */
export const readingSources = (config: Pick<Config, 'publicUrl' | 'sourceHosts'>) => ({
  web: createWebReader({ publicUrl: config.publicUrl, privateHosts: config.sourceHosts, pauseMs: 0 }),
  parse: createParser(),
});

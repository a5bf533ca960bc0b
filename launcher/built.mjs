import { ensureBuilt } from './build/ensure-built.mjs';

/** Loaded before a process that somebody runs by hand: what is in dist/ is never older than its sources. */
ensureBuilt();

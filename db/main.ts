import { migrate } from './migrate.ts';

/** `npm run migrate`. */
const url = process.env['DATABASE_URL'];
if (url) await migrate(url);
else console.error('DATABASE_URL is missing: the database that should be migrated.');
process.exitCode = url ? 0 : 1;

import { DefaultLogger, Runtime } from '@temporalio/worker';

/** Once a process: its test files share their modules, and Temporal's runtime cannot be installed again. */
Runtime.install({ logger: new DefaultLogger('ERROR') });

import type { Client } from '@temporalio/client';
import type { Config } from '../../config.ts';
import type { Database } from '../../db/connection/database.ts';
import type { GatewayOf } from '../gateway/gateway.ts';

export interface OpsDependencies {
  db: Database;
  client: Client;
  gateway: GatewayOf<'operator'>;
  erasing: GatewayOf<'erasure'>;
  config: Config;
  /** Writes one line for whoever runs the command. */
  say(line: string): void;
  /** Writes one line that is no result: a script that reads the results does not see it. */
  remark(line: string): void;
}

/** One thing an operator can do: a file of its own, and a line in `main.ts`. */
export interface Verb {
  /** What stands behind it on the command line, for the list of commands; empty when nothing does. */
  takes: string;
  does: string;
  /** @returns whether it went well. */
  run(deps: OpsDependencies, argument: string): Promise<boolean>;
}

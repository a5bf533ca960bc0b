import type { Database } from '../../db/connection/database.ts';
import type { Config } from '../../config.ts';
import type { Role } from '../../domain/project/roles.ts';

export interface AdminDependencies {
  db: Database;
  config: Pick<Config, 'publicUrl' | 'mail'>;
  hashPassword(password: string): Promise<string>;
  /** Writes one line for whoever runs the command. */
  say(line: string): void;
}

/** What stands behind a verb on the command line. */
export interface Said {
  words: string[];
  /** Not given: an agent's. */
  role: Role | undefined;
  /** By name or id. */
  project: string | undefined;
  /** Of a project that is added: an address. */
  owner: string | undefined;
  withoutOwner: boolean;
  /** Their authenticator and passkeys are lost as well. */
  withoutSecondStep: boolean;
}

/** One thing that whoever runs the server can do: a file of its own, and a line in `main.ts`. */
export interface AdminVerb {
  /** What stands behind it, for the list of commands. */
  takes: string;
  does: string;
  /** @returns whether it went well. */
  run(deps: AdminDependencies, said: Said): Promise<boolean>;
}

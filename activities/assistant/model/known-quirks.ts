import { findQuirks, saveQuirks } from '../../../db/knowledge/quirks.ts';
import type { Database } from '../../../db/connection/database.ts';
import { endpointName } from '../../../domain/assistant/endpoint-name.ts';
import { NO_QUIRKS, type Quirks } from '../../../domain/assistant/quirks.ts';

/** What is known of an endpoint's models. */
export interface KnownQuirks {
  of(model: string): Promise<Quirks>;
  learn(model: string, quirks: Quirks): Promise<void>;
}

/** Kept with the installation, so that each is learnt once; without a database for as long as the process lives. */
export function createKnownQuirks(endpoint: string, db?: Database): KnownQuirks {
  const kept = new Map<string, Quirks>();
  const place = endpointName(endpoint);
  return {
    of: async (model) => {
      const known = db ? await findQuirks(db, { endpoint: place, model }) : kept.get(model);
      return { ...NO_QUIRKS, ...known };
    },
    learn: async (model, quirks) => {
      kept.set(model, quirks);
      if (db) await saveQuirks(db, { endpoint: place, model, quirks });
    },
  };
}

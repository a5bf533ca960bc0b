import type { Logger } from 'pino';
import type { Config } from '../../config.ts';
import type { Database } from '../../db/connection/database.ts';
import { dueEmbeddings } from '../../db/knowledge/embeddings-due.ts';
import type { Embeddings } from '../../domain/contract/embedding-shapes.ts';
import type { ProjectId } from '../../domain/ids.ts';
import type { GatewayOf } from '../../rpc/gateway.ts';

interface Dependencies {
  db: Database;
  embedding: GatewayOf<Embeddings, 'docs'>;
  /** Null: nothing is embedded. */
  settings: Config['embeddings'];
  log: Logger;
}

/** In milliseconds. One small query; whoever has just saved an article has not asked about it yet. */
const EVERY_MS = 3_000;
/** A signal waits in Temporal while no worker runs: what was told is not told at every look. */
const TOLD_AGAIN_AFTER_MS = 120_000;

/**
 * Docs that are others than what was embedded are told to the workflow that embeds them, however they were changed: the rows say
 * it, so a killed process forgets nothing. @returns how to stop.
 */
export function followDocs({ db, embedding, settings, log }: Dependencies): { stop(): Promise<void> } {
  if (!settings) return { stop: async () => {} };
  const told = new Map<ProjectId, { id: string; at: number }>();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const signalAll = async () => {
    for (const due of await dueEmbeddings(db, { endpoint: settings.baseUrl, model: settings.model })) {
      const { projectId } = due;
      const id = `${due.docsRevision} ${settings.baseUrl} ${due.model}`.slice(0, 300);
      const last = told.get(projectId);
      if (last?.id === id && Date.now() - last.at < TOLD_AGAIN_AFTER_MS) continue;
      // One that Temporal does not take holds up no other.
      await embedding.signal('docsChanged', projectId, { id }).then(
        () => told.set(projectId, { id, at: Date.now() }),
        (err: unknown) => log.warn({ err, projectId }, 'the docs are embedded later'),
      );
    }
  };
  let running = Promise.resolve();
  const round = () => {
    running = signalAll()
      .catch((err: unknown) => log.warn({ err }, 'changed docs are embedded later'))
      .then(() => {
        if (!stopped) timer = setTimeout(round, EVERY_MS);
      });
  };
  round();
  return {
    stop: () => {
      stopped = true;
      clearTimeout(timer);
      return running;
    },
  };
}

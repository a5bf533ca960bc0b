import { recordBatch } from '../db/record.ts';
import type { Batch, Recorded } from '../domain/recording.ts';
import type { Dependencies } from './dependencies.ts';

/** Writes one step of a conversation. Idempotent by the ids of its entries. @returns null when the conversation is gone. */
export function recordTranscript(
  deps: Pick<Dependencies, 'db' | 'mail'>,
  batch: Batch,
): Promise<Recorded | null> {
  return recordBatch(deps.db, batch, deps.mail);
}

import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ConversationId } from '../../../domain/ids.ts';
import type { Product } from '../stack/product.ts';

const folder = new URL('../../fixtures/histories/', import.meta.url);

/**
 * Keeps what really ran as a fixture while `npm run record-history` runs the test. Recorded histories are never replaced
 * by later ones: they stand for the conversations that are open while a new version is deployed.
 */
export async function keepHistory(
  product: Pick<Product, 'client'>,
  conversationId: ConversationId,
  name: string,
): Promise<void> {
  if (process.env['RECORD_HISTORIES'] !== '1') return;
  const file = fileURLToPath(new URL(`${name.replaceAll(' ', '-')}.json`, folder));
  if (existsSync(file)) return;
  const history = await product.client.workflow.getHandle(`conversation/${conversationId}`).fetchHistory();
  writeFileSync(file, `${withoutMachine(historyToJSON(history))}\n`, { flag: 'wx' });
}

/** A history names the machine it ran on, and its failures the files; neither belongs into the repository. */
function withoutMachine(json: string): string {
  return JSON.stringify(JSON.parse(json), (key, value: unknown) => {
    if (key === 'identity') return 'throughline';
    if (key === 'stackTrace') return '';
    // A sticky queue carries the worker's process id and host.
    return typeof value === 'string' ? value.replace(/^\d+@[\w.-]+?-(?=throughline|test)/, '') : value;
  });
}

export function storedHistories(): { workflowId: string; history: unknown }[] {
  return readdirSync(folder).map((file) => ({
    workflowId: file.replace('.json', ''),
    history: JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as unknown,
  }));
}

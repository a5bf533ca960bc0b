import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '../../../domain/ids.ts';
import { delayBefore } from '../../../widget/chat/backoff.ts';
import { CallError, createRpc } from '../../../widget/chat/rpc.ts';
import { eventually } from '../eventually.ts';
import { askPostgres } from '../stack/ask-postgres.ts';
import type { LaunchedProduct } from './launched-product.ts';

export interface Visitor {
  /** Every message that was accepted, and how often it had to be tried. */
  sent: { id: string; tries: number }[];
  /** Why something had to be tried again. */
  failures: string[];
  /** What the widget would have shown as an error. */
  refused: string[];
  /** Until it is accepted, as the widget insists. @returns its id. */
  say(): Promise<string>;
  /** Until the visitor's own screen shows it. */
  sees(id: string): Promise<void>;
}

/** Somebody with the widget open: its own calls and pauses, without its drawing. Asked for a person, so that no answer comes between. */
export async function openWidget(product: LaunchedProduct): Promise<Visitor> {
  const rpc = createRpc(product.url);
  const { token } = await rpc.mutate('begin', { widgetKey: product.widgetKey });
  const conversationId = newId('cnv');
  const visitor: Visitor = {
    sent: [],
    failures: [],
    refused: [],
    say: async () => {
      const id = newId('msg');
      for (let tries = 1; ; tries++) {
        try {
          await rpc.mutate('send', { conversationId, id, text: id, page: null }, token);
          visitor.sent.push({ id, tries });
          return id;
        } catch (error) {
          if (error instanceof CallError && !error.passing) {
            visitor.refused.push(error.refusal ?? error.message);
            return id;
          }
          visitor.failures.push((error as Error).message);
          await sleep(delayBefore(tries - 1));
        }
      }
    },
    sees: async (id) => {
      await eventually(`a screen to show ${id}`, async () => {
        const stop = new AbortController();
        try {
          for await (const { update } of rpc.events({ conversationId }, token, stop.signal))
            if (JSON.stringify(update).includes(id)) return true;
        } catch {
          // The stream was cut, as the process was; the widget opens another.
        } finally {
          stop.abort();
        }
        return false;
      });
    },
  };
  const escalated = { conversationId, id: newId('msg'), email: null, reason: null, page: null };
  await eventually('somebody to be asked for', () =>
    rpc.mutate('escalate', escalated, token).then(
      () => true,
      () => false,
    ),
  );
  return visitor;
}

/** The ids among these that have a row, each as often as it has one. */
export async function recordedOf({ databaseUrl }: LaunchedProduct, ids: string[]): Promise<string[]> {
  const rows = await askPostgres<{ text: string }>(
    databaseUrl,
    `select text from messages where text in (${ids.map((_, index) => `$${index + 1}`).join()})`,
    ids,
  );
  return rows.map(({ text }) => text);
}

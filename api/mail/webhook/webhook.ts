import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { z } from 'zod';
import type { Config } from '../../../config.ts';
import type { Database } from '../../../db/connection/database.ts';
import { Refusal } from '../../../domain/errors.ts';
import type { GatewayOf } from '../../gateway/gateway.ts';
import { respondJson } from '../../http/respond.ts';
import { hasBasicSecret } from './basic-auth.ts';
import { createByteGate } from '../lifting/byte-gate.ts';
import type { LiftedContent } from '../lifting/lifted-content.ts';
import { freeMemory } from '../lifting/free-memory.ts';
import { readBody } from './read-body.ts';

export interface WebhookDependencies {
  db: Database;
  gateway: GatewayOf<'mail'>;
  mail: Config['mail'];
  log: Logger;
}

/** Seconds after which the provider may try again. */
const RETRY_AFTER = 30;

/** Ordinary mail never waits behind files. */
const SMALL_BODY = 1_000_000;
const SMALL_BUDGET = 20_000_000;
/** One mail with many files, or several with few. */
const LARGE_BUDGET = 40_000_000;

/** How often a text is copied until it is in its row: read, parsed, checked, written and sent. */
const COPIES = 4;

interface Hook<Shape extends z.ZodType> {
  maxBytes: number;
  shape: Shape;
  /** `contents`: the files that were found in the body, by the number that stands in their place. */
  take(input: z.output<Shape>, contents: LiftedContent[]): Promise<{ result: string }>;
}

/**
 * A POST from the mail provider, from its secret to its answer: 200 once `take` is done, 401 for a wrong secret (which
 * the provider retries), 400 and 413 for what can never be read, 503 for everything that may work later. Never 403: the
 * provider would stop retrying.
 */
export function createWebhook<Shape extends z.ZodType>(
  deps: WebhookDependencies,
  hook: Hook<Shape>,
): (req: IncomingMessage, res: ServerResponse) => Promise<void> {
  const small = createByteGate(SMALL_BUDGET);
  const large = createByteGate(LARGE_BUDGET);
  return async (req, res) => {
    if (req.method !== 'POST') return refuse(res, 405, 'method_not_allowed');
    if (!hasBasicSecret(req, deps.mail.webhookSecrets)) {
      res.setHeader('WWW-Authenticate', 'Basic realm="webhooks"');
      return refuse(res, 401, 'wrong_secret');
    }
    const announced = Number(req.headers['content-length'] ?? hook.maxBytes);
    if (announced > hook.maxBytes) return refuse(res, 413, 'too_large');
    const gate = announced <= SMALL_BODY ? small : large;
    await gate.within(announced, () => takeBody(deps, hook, req, res));
  };
}

/** Everything that happens while the body is in memory. */
async function takeBody<Shape extends z.ZodType>(
  deps: WebhookDependencies,
  hook: Hook<Shape>,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const body = await readBody(req, hook.maxBytes);
  if ('refused' in body) return refuse(res, body.refused === 'too_large' ? 413 : 400, body.refused);
  if (body.text.length > SMALL_BODY) freeMemory(COPIES * body.text.length);
  const parsed = hook.shape.safeParse(parseJson(body.text));
  if (!parsed.success) return refuse(res, 400, 'bad_input');
  try {
    respondJson(res, 200, await hook.take(parsed.data, body.contents));
  } catch (error) {
    if (!(error instanceof Refusal)) deps.log.error({ err: error }, 'a webhook was not taken');
    res.setHeader('Retry-After', RETRY_AFTER);
    respondJson(res, 503, { error: 'try_again' });
  }
}

const refuse = (res: ServerResponse, status: number, error: string) => respondJson(res, status, { error });

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

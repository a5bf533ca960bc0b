import type { StreamRight } from '../../db/project/stream-rights.ts';
import { Refusal } from '../../domain/errors.ts';
import type { Context } from '../rpc/context.ts';
import { asTrpcError } from '../rpc/refused.ts';

/**
 * Runs a stream for as long as its reader listens, may read it, and is within what anybody may hold open. A stream that ends
 * for one of the other two reasons says so with a code, after which nobody should come back by themselves.
 */
export async function* holdStream<Event>(
  { streams, address, hangUp }: Pick<Context, 'streams' | 'address' | 'hangUp'>,
  right: StreamRight,
  { signal, run }: { signal: AbortSignal | undefined; run(signal: AbortSignal): AsyncIterable<Event> },
): AsyncGenerator<Event, void> {
  const held = streams.open({ right, address, hangUp });
  try {
    for await (const event of run(signal ? AbortSignal.any([signal, held.signal]) : held.signal)) {
      if (held.refusal) break;
      yield event;
    }
    if (held.refusal) throw new Refusal(held.refusal);
  } catch (error) {
    throw asTrpcError(error);
  } finally {
    held.release();
  }
}

import { startProductOn } from '../support/stack/product.ts';
import { beginVisit } from '../support/people/visitor-client.ts';
import { startBare } from './bare.ts';
import type { BenchServers } from './bench-servers.ts';
import { compare, type Measured } from './measure.ts';
import { untilSeen } from './until-seen.ts';

/**
 * From a visitor's message, sent as the widget sends it, to its row in the inbox's live feed, against a bare signal
 * followed by one activity. Both begin with the call and end where a person could see the result.
 */
export async function messageToInbox(servers: BenchServers): Promise<Measured> {
  const product = await startProductOn(servers, { limits: false });
  const bare = await startBare(servers.temporalAddress);
  try {
    const visit = await beginVisit(product);
    // A conversation with the team, so that no answer of the assistant is part of what is measured.
    await visit.askForPerson();
    return await compare({
      product: () =>
        untilSeen(product, visit.conversationId, async () => void (await visit.say('Is anybody there?'))),
      reference: bare.roundTrip,
    });
  } finally {
    await bare.stop();
    await product[Symbol.asyncDispose]();
  }
}

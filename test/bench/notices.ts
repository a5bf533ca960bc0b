import { createPostmark } from '../../activities/mail/postmark-client.ts';
import { readTranscript } from '../../db/conversation/transcript.ts';
import { eventually } from '../support/eventually.ts';
import { beginVisit } from '../support/people/visitor-client.ts';
import { anotherAgent } from '../support/rows/another-agent.ts';
import { startProductOn, type Product } from '../support/stack/product.ts';
import { startBare } from './bare.ts';
import type { BenchServers } from './bench-servers.ts';
import { startMailProvider } from './mail-provider.ts';
import { compare, elapsed, type Measured } from './measure.ts';

const MEMBERS = 30;

/**
 * From a visitor's wish for a person, sent as the widget sends it, until the provider has the mail to the last of thirty
 * members, against a bare signal followed by one activity. What a burst waits for is no part of it.
 */
export async function notices(servers: BenchServers): Promise<Measured> {
  const provider = await startMailProvider();
  const product = await startProductOn(servers, { limits: false, worker: false });
  const bare = await startBare(servers.temporalAddress);
  try {
    const postmark = createPostmark({ postmarkToken: 'bench', postmarkUrl: provider.url });
    await product.startWorker({ postmark, agentMail: { ...product.config.agentMail, escalationMs: 0 } });
    const { db } = product.database;
    for (let more = 1; more < MEMBERS; more++) await anotherAgent(db, { projectId: product.project.id });
    return await compare({
      product: async () => {
        const visit = await answeredVisit(product);
        const told = provider.next(MEMBERS);
        return elapsed(async () => {
          await visit.askForPerson();
          await told;
        });
      },
      reference: bare.roundTrip,
    });
  } finally {
    await bare.stop();
    await product[Symbol.asyncDispose]();
    provider.stop();
  }
}

/** A conversation that the assistant has, with nothing left to do. */
async function answeredVisit(product: Product) {
  const visit = await beginVisit(product);
  await visit.say('How do I turn the alarm off?');
  const { conversationId } = visit;
  await eventually('the answer', async () => {
    const said = await readTranscript(product.database.db, { conversationId, afterRevision: 0 });
    return said.some(({ author }) => author.by === 'assistant');
  });
  return visit;
}

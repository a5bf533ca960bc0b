import { eq } from 'drizzle-orm';
import { agents, projects } from '../../../db/schema/schema.ts';
import { AGENT, type RunningProduct } from './running-product.ts';
import { startProduct } from './start-product.ts';

/** As `npm start` has it. */
const INBOUND_DOMAIN = 'mail.throughline.test';

/**
 * As somebody has it right after `npm start`, on the servers that all tests share and inside of the test: to launch its processes
 * (`launchProduct`) costs a dozen times as much.
 * @param env more of its environment.
 */
export async function runProduct(env: Record<string, string> = {}): Promise<RunningProduct> {
  const product = await startProduct({
    env,
    inboundDomain: INBOUND_DOMAIN,
    publicHost: 'localhost',
    followsAll: true,
    worker: false,
  });
  const { config, database, mailbox, webhookSecret, widgetKey, url } = product;
  try {
    await product.startWorker({ agentMail: config.agentMail });
    await database.db.update(projects).set({ supportAddress: `support@${INBOUND_DOMAIN}` });
    await database.db.update(agents).set({ name: 'Ana' }).where(eq(agents.email, AGENT.email));
  } catch (error) {
    await product[Symbol.asyncDispose]();
    throw error;
  }
  return {
    ...{ url, widgetKey, webhookSecret },
    mailboxUrl: mailbox.url,
    mailboxToken: config.mail.postmarkToken,
    databaseUrl: config.databaseUrl,
    temporal: config.temporal,
    [Symbol.asyncDispose]: () => product[Symbol.asyncDispose](),
  };
}

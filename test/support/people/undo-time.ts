import { signIn } from './agent-client.ts';
import { AGENT, type RunningProduct } from '../stack/running-product.ts';

/** As long as a project may say: a reply waits until a test lets it go, on however busy a machine. */
const LONGEST_SECONDS = 120;

/** Lets replies wait until somebody chooses Deliver now, so that no test races against the few seconds of the default. */
export async function holdReplies(product: RunningProduct): Promise<void> {
  const { me, settings } = await signIn(product, AGENT);
  const projectId = (await me.query()).projects[0]!.id;
  const today = await settings.get.query({ projectId });
  await settings.save.mutate({ ...today, projectId, undoSeconds: LONGEST_SECONDS });
}

import { forgetBrowser, listBrowsers, notePush } from '../../db/notices/push-subscriptions.ts';
import { keepVapidKeys } from '../../db/notices/vapid-keys.ts';
import { findWebhook, noteWebhook } from '../../db/notices/webhooks.ts';
import { findProject, type Project } from '../../db/project/projects.ts';
import { Refusal } from '../../domain/errors.ts';
import { newId, type AgentId, type Id, type ProjectId } from '../../domain/ids.ts';
import type { NoticeWords } from '../../domain/notices/notice.ts';
import { pushPayload } from '../../domain/notices/push-payload.ts';
import { webhookPost } from '../../domain/notices/webhook-payload.ts';
import type { PostOutcome } from '../../post-outside.ts';
import { contactOf, isForgotten, newVapidKeys, pushTo } from '../../web-push.ts';
import type { ApiDependencies } from '../rpc/context.ts';

type Deps = Pick<ApiDependencies, 'db' | 'outside' | 'config'>;

/** What became of a test, in a sentence; null: it was taken. */
export interface Tested {
  problem: string | null;
}

/** To every browser of whoever asks. */
export async function testBrowsers(
  deps: Deps,
  { projectId, agentId }: { projectId: ProjectId; agentId: AgentId },
): Promise<Tested[]> {
  const { db, outside, config } = deps;
  const project = await projectOf(deps, projectId);
  const keys = await keepVapidKeys(db, newVapidKeys);
  const contact = contactOf(config.publicUrl, project.supportAddress);
  const payload = pushPayload(wordsOf(project, config), 'test');
  const tests = (await listBrowsers(db, agentId)).map(async (browser) => {
    const outcome = await pushTo(outside, { to: browser, payload, keys, contact });
    if (isForgotten(outcome)) await forgetBrowser(db, browser);
    else await notePush(db, browser.id, problemOf(outcome));
    return { problem: problemOf(outcome) };
  });
  return Promise.all(tests);
}

export async function testWebhook(
  deps: Deps,
  which: { projectId: ProjectId; id: Id<'whk'> },
): Promise<Tested> {
  const webhook = await findWebhook(deps.db, which);
  if (!webhook) throw new Refusal('not_found');
  const words = wordsOf(await projectOf(deps, which.projectId), deps.config);
  const { kind, url } = webhook;
  const problem = problemOf(await deps.outside.post({ url, ...webhookPost(kind, words, newId('ntc')) }));
  await noteWebhook(deps.db, webhook.id, problem);
  return { problem };
}

async function projectOf({ db }: Deps, id: ProjectId): Promise<Project> {
  const project = await findProject(db, id);
  if (!project) throw new Refusal('not_found');
  return project;
}

const wordsOf = ({ name }: Project, { publicUrl }: Deps['config']): NoticeWords => ({
  ...{ project: name, customer: 'A test', gist: 'This is how the team hears of a conversation that waits.' },
  again: false,
  url: `${publicUrl}/`,
});

const problemOf = (outcome: PostOutcome) => (outcome.taken ? null : outcome.problem);

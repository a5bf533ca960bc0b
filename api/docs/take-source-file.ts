import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { recordAct } from '../../db/project/audit.ts';
import { addSource, countSources, findSource } from '../../db/knowledge/sources.ts';
import { findMember } from '../../db/sign-in/admission.ts';
import { may } from '../../domain/contract/permissions.ts';
import { idSchema } from '../../domain/contract/schemas.ts';
import { Refusal } from '../../domain/errors.ts';
import { safeFileName } from '../../domain/files/file-name.ts';
import { newId } from '../../domain/ids.ts';
import { ARTICLE_AUDIENCES } from '../../domain/knowledge/sources/source.ts';
import { MAX_FOLDER, MAX_SOURCE_FILE, MAX_SOURCES } from '../../domain/limits.ts';
import { readBytes } from '../files/read-bytes.ts';
import { clientAddress } from '../http/client-address.ts';
import { isForeignRequest } from '../http/cross-origin.ts';
import { respondJson, respondRefusal } from '../http/respond.ts';
import { bearerOf, sessionAgent, type ApiDependencies } from '../rpc/context.ts';

const query = z.object({
  project: idSchema('prj'),
  name: z.string().transform(safeFileName),
  audience: z.enum(ARTICLE_AUDIENCES).default('everyone'),
  folder: z.string().trim().max(MAX_FOLDER).default(''),
});
const sourceId = idSchema('src');

/**
 * `PUT /source-files/<id>?project=…&name=…` with the file as its body: it becomes a source, and is read by the worker. The
 * browser chooses the id, so that a repeated upload is the same source.
 */
export function createSourceFileRoute(deps: ApiDependencies) {
  return async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    try {
      await take(deps, req, res);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      respondRefusal(res, error);
    }
  };
}

async function take(deps: ApiDependencies, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(req.url ?? '/', 'http://api');
  if (isForeignRequest(req, deps.config)) throw new Refusal('origin_not_allowed');
  const agent = await sessionAgent(deps.auth, req);
  if (!agent) throw new Refusal('signed_out');
  await deps.limits.agentCall(agent.id);
  const id = sourceId.safeParse(pathname.slice('/source-files/'.length));
  const read = query.safeParse(Object.fromEntries(searchParams));
  if (!id.success || !read.success) throw new Refusal('bad_input');
  const { project: projectId, name, audience, folder } = read.data;
  const member = await findMember(deps.db, { projectId, ...bearerOf(deps, agent) });
  if (!member) throw new Refusal('not_found');
  if (member.stepMissing) throw new Refusal('second_step_required');
  if (!may(member.role, 'sources.add')) throw new Refusal('not_allowed');
  const content = await readBytes(req, MAX_SOURCE_FILE);
  if (!content)
    throw new Refusal('too_large', `A file may have ${MAX_SOURCE_FILE / 1_000_000} MB at most. Split it.`);
  await deps.db.transaction(async (tx) => {
    if ((await countSources(tx, projectId)) >= MAX_SOURCES) throw new Refusal('bad_input');
    const source = { ...{ id: id.data, projectId, audience, folder, content }, ...FILE, address: name };
    const isNew = await addSource(tx, source);
    if (!isNew && !(await findSource(tx, { projectId, id: id.data }))) throw new Refusal('not_found');
    const actor = { agentId: agent.id, name: agent.name, network: clientAddress(req, deps.config) };
    if (isNew) await recordAct(tx, { projectId, actor, done: { act: 'source_added', about: name } });
  });
  await deps.crawls.update('readNow', id.data, { id: newId('msg') }, { agentId: agent.id });
  respondJson(res, 200, { id: id.data });
}

const FILE = { kind: 'file', filter: '', schedule: 'never' } as const;

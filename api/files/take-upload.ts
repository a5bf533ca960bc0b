import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  forgetUnsentFiles,
  storeAttachments,
  toAttachment,
  findAttachment,
} from '../../db/files/attachments.ts';
import { findMember, type Bearer } from '../../db/sign-in/admission.ts';
import { findPlaceOfAgent } from '../../db/conversation/conversations.ts';
import { contentTypeOf, HEAD_BYTES } from '../../domain/files/content-type.ts';
import { conversationIdSchema, idSchema } from '../../domain/contract/schemas.ts';
import { Refusal } from '../../domain/errors.ts';
import { safeFileName } from '../../domain/files/file-name.ts';
import type { AttachmentId, ConversationId, ProjectId } from '../../domain/ids.ts';
import { MAX_FILE_BYTES, whyNotSendable } from '../../domain/files/sendable-files.ts';
import { bearerOf, sessionAgent, type ApiDependencies } from '../rpc/context.ts';
import { isForeignRequest } from '../http/cross-origin.ts';
import { respondJson } from '../http/respond.ts';
import { readBytes } from './read-bytes.ts';

const projectIdSchema = idSchema('prj');

/** Bytes that one row holds. */
const PIECE = 750_000;

/**
 * `PUT /attachments/<id>?conversation=…&name=…` with the file as its body: an agent keeps a file for a reply they write; with
 * `project=…` instead, for a saved reply.
 * The browser chooses the id, so that a repeated upload is the same file.
 */
export async function takeUpload(
  deps: ApiDependencies,
  { id, query }: { id: AttachmentId; query: URLSearchParams },
  { req, res }: { req: IncomingMessage; res: ServerResponse },
): Promise<void> {
  const place = await placeOf(deps, query, req);
  const name = safeFileName(query.get('name') ?? '');
  const body = await readBytes(req, MAX_FILE_BYTES);
  if (!body)
    throw new Refusal('too_large', whyNotSendable([{ name, size: MAX_FILE_BYTES + 1 }]) ?? undefined);
  const refused = whyNotSendable([{ name, size: body.length }]);
  if (refused) throw new Refusal('not_sendable', refused);
  const sha256 = createHash('sha256').update(body).digest('hex');
  const known = await findAttachment(deps.db, id);
  if (known) {
    if (
      known.sha256 !== sha256 ||
      known.conversationId !== place.conversationId ||
      known.projectId !== place.projectId
    )
      throw new Refusal('bad_input');
    return respondJson(res, 200, toAttachment(known));
  }
  const file = {
    ...place,
    id,
    name,
    sha256,
    contentType: contentTypeOf(body.subarray(0, HEAD_BYTES), name),
    size: body.length,
  };
  await deps.db.transaction((tx) => storeAttachments(tx, [{ file, pieces: piecesOf(body) }]));
  await forgetUnsentFiles(deps.db, new Date());
  respondJson(res, 200, { id, name, contentType: file.contentType, size: file.size, inline: false });
}

async function placeOf(
  deps: ApiDependencies,
  query: URLSearchParams,
  req: IncomingMessage,
): Promise<{ projectId: ProjectId; conversationId: ConversationId | null }> {
  if (isForeignRequest(req, deps.config)) throw new Refusal('origin_not_allowed');
  const agent = await sessionAgent(deps.auth, req);
  if (!agent) throw new Refusal('signed_out');
  if (query.has('project'))
    return { projectId: await projectOf(deps, query, bearerOf(deps, agent)), conversationId: null };
  const conversation = conversationIdSchema.safeParse(query.get('conversation'));
  if (!conversation.success) throw new Refusal('conversation_not_found');
  const conversationId = conversation.data;
  const place = await findPlaceOfAgent(deps.db, { conversationId, ...bearerOf(deps, agent) });
  if (!place) throw new Refusal('conversation_not_found');
  if (place.stepMissing) throw new Refusal('second_step_required');
  return { projectId: place.projectId, conversationId };
}

async function projectOf(deps: ApiDependencies, query: URLSearchParams, who: Bearer): Promise<ProjectId> {
  const projectId = projectIdSchema.safeParse(query.get('project'));
  const member = projectId.success && (await findMember(deps.db, { projectId: projectId.data, ...who }));
  if (!projectId.success || !member) throw new Refusal('not_found');
  if (member.stepMissing) throw new Refusal('second_step_required');
  return projectId.data;
}

function* piecesOf(body: Buffer): Iterable<Buffer> {
  for (let from = 0; from < body.length; from += PIECE) yield body.subarray(from, from + PIECE);
}

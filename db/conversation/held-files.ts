import type { Outgoing } from '../../domain/conversation/held-reply.ts';
import { filesById } from '../files/attachments.ts';
import type { Queryable } from '../connection/database.ts';

/** Names the files of held replies, so that they can be shown, and returned to whoever takes a reply back. */
export async function withFiles(db: Queryable, outgoing: Outgoing | null): Promise<Outgoing | null> {
  if (!outgoing) return null;
  const files = await filesById(
    db,
    outgoing.held.flatMap(({ attachments = [] }) => attachments),
  );
  const held = outgoing.held.map((reply) => {
    const theirs = (reply.attachments ?? []).flatMap((id) => files.get(id) ?? []);
    return theirs.length > 0 ? { ...reply, files: theirs } : reply;
  });
  return { ...outgoing, held };
}

import { z } from 'zod';
import { audited } from '../../audit/audited.ts';
import { countTagged, createTag, listTags, mergeTags, removeTag, saveTag } from '../../../db/triage/tags.ts';
import { tagId } from '../../../domain/contract/schemas.ts';
import { Refusal } from '../../../domain/errors.ts';
import { MAX_TAG_NAME } from '../../../domain/limits.ts';
import { changesBetween } from '../../../domain/project/audit.ts';
import { HUES } from '../../../domain/triage/tag.ts';
import { projectProcedure, router } from '../../rpc/trpc.ts';

const one = z.object({ id: tagId });
const name = z
  .string()
  .transform((text) => text.replace(/\s+/g, ' ').trim())
  .pipe(z.string().min(1, 'Give the tag a name.').max(MAX_TAG_NAME));
const hue = z.literal(HUES);

/** The tags of a project. Which of them a conversation has is its own affair: `conversations.addTag`. */
export const tagsRouter = router({
  list: projectProcedure.query(({ ctx }) => listTags(ctx.db, ctx.projectId)),

  counts: projectProcedure.query(({ ctx }) => countTagged(ctx.db, ctx.projectId)),

  /** For whoever tags a conversation with a word that is new. @returns the tag of that name, whoever made it. */
  create: projectProcedure.input(one.extend({ name })).mutation(({ ctx, input }) =>
    audited(ctx, async (tx) => {
      const made = await createTag(tx, { ...input, projectId: ctx.projectId });
      if (!made) throw new Refusal('too_many_tags');
      const done = made.isNew ? ({ act: 'tag_added', about: input.name } as const) : null;
      return { result: { id: made.id }, done };
    }),
  ),

  save: projectProcedure.input(one.extend({ name, hue })).mutation(({ ctx, input }) =>
    audited(ctx, async (tx) => {
      const before = await saveTag(tx, { ...input, projectId: ctx.projectId });
      if (!before) throw new Refusal('not_found');
      if (before === 'taken') throw new Refusal('tag_taken');
      const changes = changesBetween(before, { name: input.name, hue: input.hue });
      return { result: undefined, done: changes && { act: 'tag_changed', about: input.name, changes } };
    }),
  ),

  merge: projectProcedure.input(one.extend({ into: tagId })).mutation(({ ctx, input }) =>
    audited(ctx, async (tx) => {
      const merged = await mergeTags(tx, { ...input, projectId: ctx.projectId });
      if (!merged) throw new Refusal('not_found');
      return { result: undefined, done: { act: 'tag_merged', about: `${merged.name} → ${merged.into}` } };
    }),
  ),

  remove: projectProcedure.input(one).mutation(({ ctx, input }) =>
    audited(ctx, async (tx) => {
      const about = await removeTag(tx, { ...input, projectId: ctx.projectId });
      return { result: undefined, done: about === null ? null : { act: 'tag_removed', about } };
    }),
  ),
});

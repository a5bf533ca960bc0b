import { z } from 'zod';
import { audited } from '../../audit/audited.ts';
import { listAttributes, saveAttributes } from '../../../db/customers/attributes.ts';
import { attributeId } from '../../../domain/contract/schemas.ts';
import { ATTRIBUTE_TYPES, type Attribute } from '../../../domain/customers/attribute.ts';
import { Refusal } from '../../../domain/errors.ts';
import { MAX_ATTRIBUTES, MAX_CHOICES, MAX_TAG_NAME } from '../../../domain/limits.ts';
import { changesBetween } from '../../../domain/project/audit.ts';
import { projectProcedure, router } from '../../rpc/trpc.ts';

const word = z.string().trim().min(1, 'Give it a name.').max(MAX_TAG_NAME);

const attribute = z
  .strictObject({
    id: attributeId,
    key: z.string().regex(/^[\p{L}\p{N}_]{1,40}$/u),
    label: word,
    type: z.enum(ATTRIBUTE_TYPES),
    choices: z.array(word).max(MAX_CHOICES),
  })
  .refine(
    ({ type, choices }) => (type === 'choice') === choices.length > 0,
    'A choice needs something to choose.',
  )
  .refine(({ choices }) => new Set(choices).size === choices.length, 'Two choices are the same.');

const attributes = z
  .array(attribute)
  .max(MAX_ATTRIBUTES)
  .refine((all) => new Set(all.map(({ key }) => key)).size === all.length, 'Two have the same key.');

const inWords = (all: Attribute[]) => all.map(({ label, type }) => `${label} (${type})`).join(', ');

/** What a project wants to know about its customers. */
export const attributesRouter = router({
  list: projectProcedure.query(({ ctx }) => listAttributes(ctx.db, ctx.projectId)),

  /** The whole list, in its order; what is left out goes with its values. */
  save: projectProcedure.input(z.object({ attributes })).mutation(({ ctx, input }) =>
    audited(ctx, async (tx) => {
      const before = await saveAttributes(tx, { ...input, projectId: ctx.projectId });
      if (!before) throw new Refusal('not_found');
      const changes = changesBetween(
        { attributes: inWords(before) },
        { attributes: inWords(input.attributes) },
      );
      return { result: undefined, done: { act: 'attributes_changed', changes } };
    }),
  ),
});

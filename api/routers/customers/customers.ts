import { z } from 'zod';
import { audited } from '../../audit/audited.ts';
import type { Queryable } from '../../../db/connection/database.ts';
import { listAttributes } from '../../../db/customers/attributes.ts';
import {
  addAddress,
  changeCustomer,
  removeAddress,
  type CustomerChange,
} from '../../../db/customers/change-customer.ts';
import { findCustomer } from '../../../db/customers/find-customer.ts';
import { listCustomers } from '../../../db/customers/list-customers.ts';
import { mergeCustomers, unmergeCustomer } from '../../../db/customers/merge-customers.ts';
import { customerId, emailAddress, idSchema } from '../../../domain/contract/schemas.ts';
import { readValue } from '../../../domain/customers/attribute.ts';
import { CUSTOMER_FILTERS, type CustomerCursor } from '../../../domain/customers/customer-view.ts';
import { Refusal } from '../../../domain/errors.ts';
import type { ProjectId } from '../../../domain/ids.ts';
import { MAX_ABOUT, MAX_NAME, MAX_PHONE } from '../../../domain/limits.ts';
import { foldAddress } from '../../../domain/mail/address/mail-address.ts';
import { projectProcedure, router } from '../../rpc/trpc.ts';

const one = z.object({ id: customerId });
const address = one.extend({ email: emailAddress });

const cursor = z.strictObject({
  /** Postgres knows no year 0. */
  lastMessageAt: z.iso.datetime().regex(/^(?!0000)/),
  id: idSchema('cnv'),
}) satisfies z.ZodType<CustomerCursor>;

const line = (max: number) =>
  z
    .string()
    .transform((text) => text.replace(/\s+/g, ' ').trim())
    .pipe(z.string().max(max));

/** An empty text takes away what is there. */
const change = z.discriminatedUnion('field', [
  z.strictObject({ field: z.literal('name'), text: line(MAX_NAME) }),
  z.strictObject({ field: z.literal('phone'), text: line(MAX_PHONE) }),
  z.strictObject({ field: z.literal('company'), text: line(MAX_NAME) }),
  z.strictObject({ field: z.literal('about'), text: z.string().trim().max(MAX_ABOUT) }),
  z.strictObject({ field: z.literal('attribute'), key: z.string().max(60), text: z.string().max(MAX_ABOUT) }),
]);

/** What is known of customers. The log says what was done to whom by ids alone: words of theirs can be erased, and it is kept. */
export const customersRouter = router({
  list: projectProcedure
    .input(
      z.object({
        search: z.string().trim().max(200).default(''),
        filter: z.enum(CUSTOMER_FILTERS).default('all'),
        before: cursor.nullish(),
      }),
    )
    .query(({ ctx, input: { search, filter, before = null } }) =>
      listCustomers(ctx.db, { projectId: ctx.projectId, search, filter, before }),
    ),

  get: projectProcedure.input(one).query(async ({ ctx, input }) => {
    const found = await findCustomer(ctx.db, { ...input, projectId: ctx.projectId });
    if (!found) throw new Refusal('not_found');
    return found;
  }),

  save: projectProcedure.input(one.extend({ change })).mutation(({ ctx, input }) =>
    audited(ctx, async (tx) => {
      const { projectId } = ctx;
      const typed = await readChange(tx, projectId, input.change);
      if (!(await changeCustomer(tx, { projectId, id: input.id, change: typed })))
        throw new Refusal('not_found');
      return { result: undefined, done: { act: 'customer_changed', about: input.id } };
    }),
  ),

  addAddress: projectProcedure.input(address).mutation(({ ctx, input: { id, email: typed } }) =>
    audited(ctx, async (tx) => {
      const { projectId, agent } = ctx;
      const added = await addAddress(tx, { projectId, id, email: foldAddress(typed), by: agent.id });
      if (!added) throw new Refusal('not_found');
      if (added === 'taken') throw new Refusal('customers_address');
      return { result: undefined, done: { act: 'customer_changed', about: id } };
    }),
  ),

  removeAddress: projectProcedure.input(address).mutation(({ ctx, input: { id, email: typed } }) =>
    audited(ctx, async (tx) => {
      const email = foldAddress(typed);
      if (!(await removeAddress(tx, { projectId: ctx.projectId, id, email }))) throw new Refusal('not_found');
      return { result: undefined, done: { act: 'customer_changed', about: id } };
    }),
  ),

  /** @returns the customer who both are from now on. */
  merge: projectProcedure.input(one.extend({ into: customerId })).mutation(({ ctx, input }) =>
    audited(ctx, async (tx) => {
      const merged = await mergeCustomers(tx, { ...input, projectId: ctx.projectId, by: ctx.agent.id });
      if (!merged) throw new Refusal('not_found');
      const about = `${input.id} → ${merged.into}`;
      return {
        result: { id: merged.into },
        done: merged.isNew ? { act: 'customers_merged' as const, about } : null,
      };
    }),
  ),

  unmerge: projectProcedure.input(one).mutation(({ ctx, input }) =>
    audited(ctx, async (tx) => {
      const undone = await unmergeCustomer(tx, { ...input, projectId: ctx.projectId });
      if (!undone) throw new Refusal('not_found');
      const done = undone.isNew ? { act: 'customers_unmerged' as const, about: input.id } : null;
      return { result: undefined, done };
    }),
  ),
});

async function readChange(
  tx: Queryable,
  projectId: ProjectId,
  given: z.infer<typeof change>,
): Promise<CustomerChange> {
  if (given.field !== 'attribute') return { field: given.field, value: given.text || null };
  const attribute = (await listAttributes(tx, projectId)).find(({ key }) => key === given.key);
  if (!attribute) throw new Refusal('not_found');
  const read = readValue(attribute, given.text);
  if ('problem' in read) throw new Refusal('bad_input', read.problem);
  return { field: 'attribute', key: attribute.key, value: read.value };
}

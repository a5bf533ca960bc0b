import { z } from 'zod';
import { AUDIT_ACTS, isAuditAct } from '../../domain/project/audit.ts';
import { idSchema } from '../../domain/contract/schemas.ts';

/** Years that a log can have; others are none that the database knows. */
const moment = z.iso
  .datetime({ offset: true })
  .refine((text) => /^(19|20|21)\d\d-/.test(text), 'A moment of these centuries.');

/** What a reader of the audit log asks for; what is left out is not asked for. */
export const auditFilter = z.object({
  act: z
    .string()
    .refine(isAuditAct, `One of: ${Object.keys(AUDIT_ACTS).join(', ')}.`)
    .optional(),
  agentId: idSchema('agt').optional(),
  from: moment.optional(),
  until: moment.optional(),
});

export const filterOf = ({ act, agentId, from, until }: z.output<typeof auditFilter>) => ({
  ...{ agentId, from, until },
  act: act !== undefined && isAuditAct(act) ? act : undefined,
});

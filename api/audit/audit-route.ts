import type { IncomingMessage, ServerResponse } from 'node:http';
import { listActs, recordAct } from '../../db/project/audit.ts';
import { findMember } from '../../db/sign-in/admission.ts';
import { may } from '../../domain/contract/permissions.ts';
import { idSchema } from '../../domain/contract/schemas.ts';
import { Refusal } from '../../domain/errors.ts';
import { asDownload } from '../../domain/files/content-disposition.ts';
import type { Id, ProjectId } from '../../domain/ids.ts';
import { clientAddress } from '../http/client-address.ts';
import { isForeignRequest } from '../http/cross-origin.ts';
import { respondRefusal } from '../http/respond.ts';
import { bearerOf, sessionAgent, type ApiDependencies } from '../rpc/context.ts';
import { auditFilter, filterOf } from './audit-filter.ts';
import { CSV_HEAD, csvLine } from './audit-csv.ts';

/** Rows that are held at once, however long the log is. */
const PAGE = 500;

const projectId = idSchema('prj');

/** `GET /audit-log.csv?project=<id>[&act=][&agentId=][&from=][&until=]`: the log as a file, for whom its page is for. */
export function createAuditRoute(deps: ApiDependencies) {
  return async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const { project, ...asked } = Object.fromEntries(new URL(req.url ?? '/', 'http://api').searchParams);
    try {
      const id = await admit(deps, project, req);
      const filter = auditFilter.safeParse(asked);
      if (!filter.success) throw new Refusal('bad_input');
      await serve(deps, { projectId: id, ...filterOf(filter.data) }, res);
    } catch (error) {
      if (!(error instanceof Refusal) || res.headersSent) throw error;
      respondRefusal(res, error);
    }
  };
}

/** Only whoever may read the log, and what they take is written down first. */
async function admit(deps: ApiDependencies, project: unknown, req: IncomingMessage): Promise<ProjectId> {
  if (isForeignRequest(req, deps.config)) throw new Refusal('origin_not_allowed');
  const agent = await sessionAgent(deps.auth, req);
  if (!agent) throw new Refusal('signed_out');
  const id = projectId.safeParse(project);
  const member = id.success && (await findMember(deps.db, { projectId: id.data, ...bearerOf(deps, agent) }));
  if (!id.success || !member) throw new Refusal('not_found');
  if (member.stepMissing) throw new Refusal('second_step_required');
  if (!may(member.role, 'audit.list')) throw new Refusal('not_allowed');
  const actor = { agentId: agent.id, name: agent.name, network: clientAddress(req, deps.config) };
  await recordAct(deps.db, { projectId: id.data, actor, done: { act: 'audit_exported' } });
  return id.data;
}

type Filter = Omit<Parameters<typeof listActs>[1], 'before' | 'most'>;

async function serve(deps: ApiDependencies, filter: Filter, res: ServerResponse): Promise<void> {
  res.setHeader('Content-Disposition', asDownload('audit-log.csv'));
  res.writeHead(200, { 'Content-Type': 'text/csv; charset=utf-8', 'Cache-Control': 'private, no-store' });
  res.write(CSV_HEAD);
  let before: Id<'aud'> | null = null;
  do {
    const rows = await listActs(deps.db, { ...filter, before, most: PAGE });
    res.write(rows.map(csvLine).join(''));
    before = rows.length === PAGE ? (rows.at(-1)?.id ?? null) : null;
  } while (before && !res.destroyed);
  res.end();
}

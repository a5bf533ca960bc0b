import { randomBytes } from 'node:crypto';
import { findFirstProject } from '../../db/project/projects.ts';
import { demoHeaders, demoPage } from './demo-page.ts';
import type { ApiDependencies } from '../rpc/context.ts';
import type { Handler } from '../http/find-route.ts';
import { respondJson } from '../http/respond.ts';

/** A page that carries the widget of the first project, and fights it with its own styles. */
export function serveDemo(deps: Pick<ApiDependencies, 'db'>): Handler {
  return async (_req, res) => {
    const project = await findFirstProject(deps.db);
    if (!project) return respondJson(res, 404, { error: 'not_found' });
    const nonce = randomBytes(16).toString('base64');
    res.writeHead(200, demoHeaders(nonce));
    res.end(demoPage({ widgetKey: project.widgetKey, nonce }));
  };
}

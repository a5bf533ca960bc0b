import { randomBytes } from 'node:crypto';
import { findFirstProject, findProjectByKey } from '../../db/project/projects.ts';
import { demoHeaders, demoPage } from './demo-page.ts';
import type { ApiDependencies } from '../rpc/context.ts';
import type { Handler } from '../http/find-route.ts';
import { respondJson } from '../http/respond.ts';

/** A page that carries the widget of the project whose key it is asked with, or the first one's, and fights it with its own styles. */
export function serveDemo(deps: Pick<ApiDependencies, 'db'>): Handler {
  return async (req, res) => {
    const key = new URL(req.url ?? '/', 'http://api').searchParams.get('project');
    const project = key === null ? await findFirstProject(deps.db) : await findProjectByKey(deps.db, key);
    if (!project) return respondJson(res, 404, { error: 'not_found' });
    const nonce = randomBytes(16).toString('base64');
    res.writeHead(200, demoHeaders(nonce));
    res.end(demoPage({ widgetKey: project.widgetKey, nonce }));
  };
}

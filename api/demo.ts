import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { findFirstProject } from '../db/projects.ts';
import { demoHeaders, demoPage } from './demo-page.ts';
import type { ApiDependencies } from './context.ts';
import { respondJson } from './respond.ts';

/** A page that carries the widget of the first project, and fights it with its own styles. */
export async function serveDemo(deps: Pick<ApiDependencies, 'db'>, res: ServerResponse): Promise<void> {
  const project = await findFirstProject(deps.db);
  if (!project) return respondJson(res, 404, { error: 'not_found' });
  const nonce = randomBytes(16).toString('base64');
  res.writeHead(200, demoHeaders(nonce));
  res.end(demoPage({ widgetKey: project.widgetKey, nonce }));
}

import type { Project } from '../../db/project/projects.ts';
import { allowsOrigin } from '../../domain/project/allowed-origin.ts';
import { visitorRefusal } from './visitor-refusal.ts';

/** @throws Refusal `origin_not_allowed` when a page shows the widget on whose site it may not stand. */
export function checkOrigin(project: Pick<Project, 'allowedOrigins'>, origin: string | null): void {
  if (origin !== null && !allowsOrigin(project.allowedOrigins, origin))
    throw visitorRefusal('origin_not_allowed');
}

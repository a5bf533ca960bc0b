import type { AppContext } from '../app/app-context.svelte.ts';
import { LANES } from '../app/lane.ts';
import { lanePath, listPath, matchRoute, quarantinePath } from '../app/routes.ts';
import type { IconName } from '../design/icons.ts';
import { LANE_ICONS } from '../inbox/lane-icons.ts';
import { PAGES } from './pages.ts';

/** Somewhere one can go, by name. */
export interface Place {
  words: string;
  href: string;
  icon: IconName;
}

/** The pages that have an address of their own, and their pictures. */
export const PAGE_ICONS: Record<string, IconName> = {
  '/customers': 'person',
  '/saved-replies': 'bookmark',
  '/docs': 'docs',
  '/reports': 'chart',
  '/team': 'people',
  '/projects': 'projects',
  '/account': 'person',
  '/account/notifications': 'bell',
  '/settings': 'settings',
  '/settings/email': 'mail',
  '/settings/model': 'spark',
  '/settings/hours': 'clock',
  '/settings/webhooks': 'settings',
  '/settings/tags': 'tag',
  '/settings/rules': 'forward',
  '/settings/attributes': 'settings',
  '/settings/audit': 'shield',
};

/** Lanes, views and pages, as far as the agent's role lets them in. */
export function placesFor(app: Pick<AppContext, 'views' | 'may'>): Place[] {
  return [
    ...LANES.map(({ lane, name }) => ({ words: name, href: lanePath(lane), icon: LANE_ICONS[lane] })),
    { words: 'Quarantine', href: quarantinePath(), icon: 'shield' },
    ...app.views.all.map((view) => ({ words: view.name, href: listPath(view), icon: 'rows' as const })),
    ...Object.entries(PAGE_ICONS).flatMap(([href, icon]) => {
      const page = PAGES[matchRoute(href).page];
      return page && (!page.asks || app.may(page.asks)) ? [{ words: page.name, href, icon }] : [];
    }),
  ];
}

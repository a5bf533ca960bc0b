import { expect, it } from 'vitest';
import { matchRoute } from '../../../web/app/routes.ts';
import { PAGES } from '../../../web/shell/pages.ts';
import { PAGE_ICONS, placesFor } from '../../../web/shell/places.ts';

/** One article has no name of its own, corrections are a part of the gaps, and what is begun has a command. */
const ELSEWHERE = ['article', 'corrections', 'newConversation', 'quarantine'];

it('leads to every page, and to none twice', () => {
  const led = Object.keys(PAGE_ICONS).map((href) => matchRoute(href).page);
  expect(new Set(led)).toEqual(new Set(Object.keys(PAGES).filter((page) => !ELSEWHERE.includes(page))));
});

it('leads nobody to a page that is not for them, and everybody to their own views', () => {
  const all = [{ id: 'viw_0000000000000000' as const, name: 'Refunds', own: true, shared: false }].map(
    (view) => ({
      ...view,
      ...{ lane: 'all' as const, search: 'tag:refund', sort: 'newest' as const },
    }),
  );
  const places = placesFor({ views: { all } as never, may: () => false }).map(({ words }) => words);
  expect(places).toContain('Refunds');
  expect(places).toContain('Customers');
  expect(places).not.toContain('Webhooks');
});

import { isHidden, roleOf, type MailElement } from '../../../domain/mail/reading/html-roles.ts';
import type { LineMark } from '../../../domain/mail/reading/lines/mail-line.ts';
import type { Place } from './html-line-builder.ts';

/** Elements with a meaning within each other; deeper ones count as their outer one. */
const MAX_DEPTH = 50;
/** A new one ends the last: their end tags are optional. */
const ENDED_BY_NEXT = new Set(['p', 'li', 'td', 'th', 'tr', 'dd', 'dt', 'option']);

interface OpenElement {
  name: string;
  role: LineMark | null;
  hidden: boolean;
  preformatted: boolean;
  /** Elements of the same name inside it that are open and mean nothing. */
  nested: number;
}

/**
 * The open elements that mean something. The others are only counted, so that no nesting, however deep or wrong, costs
 * more than a few steps a tag.
 */
export function createElementStack() {
  const open: OpenElement[] = [];
  const indexOf = (name: string) => open.findLastIndex((each) => each.name === name);

  return {
    isHidden: () => open.some((each) => each.hidden),
    place: (): Place => ({
      depth: open.filter((each) => each.role === 'quote').length,
      mark: open.findLast((each) => each.role === 'introduction' || each.role === 'signature')?.role ?? null,
      preformatted: open.some((each) => each.preformatted),
    }),
    /** Whether the place of what follows is another one, and what the element says. */
    push: (element: MailElement): { role: LineMark | null; moved: boolean } => {
      const { name } = element;
      const same = indexOf(name);
      const ended = same >= 0 && ENDED_BY_NEXT.has(name);
      if (ended) open.splice(same);
      const role = roleOf(element);
      const means = { role, hidden: isHidden(element), preformatted: name === 'pre' };
      const meaningful = role !== null || means.hidden || means.preformatted;
      const outer = open[indexOf(name)];
      if (meaningful && open.length < MAX_DEPTH) open.push({ name, ...means, nested: 0 });
      else if (outer) outer.nested++;
      return { role, moved: ended || meaningful };
    },
    pop: (name: string): { moved: boolean } => {
      const index = indexOf(name);
      const element = open[index];
      if (element && element.nested > 0) element.nested--;
      else if (element) open.splice(index);
      return { moved: element !== undefined };
    },
  };
}

import type { ViewId } from '../ids.ts';
import type { InboxQuery } from './inbox-query.ts';

export const MAX_VIEW_NAME = 60;
/** Of one agent, and of all who share theirs: what a navigation can show. */
export const MOST_VIEWS = 40;
/** More than this is "many" beside a name, and no reason to read on. */
export const MOST_COUNTED = 100;

/** A filter of the inbox that somebody keeps, as an agent sees it. */
export interface View extends InboxQuery {
  id: ViewId;
  name: string;
  shared: boolean;
  own: boolean;
}

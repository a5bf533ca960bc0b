import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import type { ConversationState } from '../domain/conversation/state.ts';
import { SEARCH_ATTRIBUTES } from '../domain/search-attributes.ts';

const status = defineSearchAttributeKey(SEARCH_ATTRIBUTES.status, SearchAttributeType.KEYWORD);
const parked = defineSearchAttributeKey(SEARCH_ATTRIBUTES.parked, SearchAttributeType.KEYWORD);
const assignee = defineSearchAttributeKey(SEARCH_ATTRIBUTES.assignee, SearchAttributeType.KEYWORD);

/** Keeps the filters of the Temporal UI true. An event each, so only when something changed. */
export function createSearchAttributes() {
  const known = workflowInfo().typedSearchAttributes;
  let shown = { status: known.get(status) ?? '', assignee: known.get(assignee) ?? null };
  let shownParked = known.get(parked) ?? null;
  const wantedOf = (state: ConversationState) => (state.parked ? 'yes' : null);
  return {
    /** Whether something was parked or settled since: the one change that no batch needs to follow. */
    outOfDate: (state: ConversationState): boolean => wantedOf(state) !== shownParked,
    show(state: ConversationState): void {
      const wanted = { status: state.status, assignee: state.assignee };
      const wantedParked = wantedOf(state);
      const same = wanted.status === shown.status && wanted.assignee === shown.assignee;
      if (same && wantedParked === shownParked) return;
      upsertSearchAttributes([
        { key: status, value: wanted.status },
        { key: assignee, value: wanted.assignee },
        ...(wantedParked === shownParked ? [] : [{ key: parked, value: wantedParked }]),
      ]);
      shown = wanted;
      shownParked = wantedParked;
    },
  };
}

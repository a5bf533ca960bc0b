import type { InboxLane } from '../../domain/inbox/views.ts';
import type { IconName } from '../design/icons.ts';

export const LANE_ICONS: Record<InboxLane, IconName> = {
  all: 'rows',
  attention: 'hand',
  unassigned: 'people',
  parked: 'warning',
  mine: 'person',
  mentions: 'at',
  waiting: 'clock',
  assistant: 'spark',
  snoozed: 'moon',
  closed: 'check',
  spam: 'shield',
};

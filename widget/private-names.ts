/**
 * Names of the panel's own classes, which nothing outside of it, no message and no element has: the minifier may make them short.
 * A name that is missing here costs ten bytes; one that is wrong is found by the first browser test.
 */
export const PRIVATE_NAMES = [
  ...['connectionChanged', 'otherTabWrote', 'outboxChanged', 'findConversation', 'loadProject', 'projectReadAt'],
  ...['isAwaitingAnswer', 'applyChange', 'announcement', 'showEarlier', 'hasEarlier', 'askForPerson', 'asksRating'],
  ...['askRating', 'markSeen', 'seenSeq', 'reportRead', 'isFollowing', 'deliverNext', 'moveTo', 'retryAfter'],
  ...['beginAnew', 'following', 'nudge', 'typedAt', 'session', 'deps', 'onConnected', 'onUpdate', 'onMoved'],
  ...['onFailure', 'onWritten', 'canStream', 'waitAfter', 'readings', 'openedAt', 'beginning', 'stopped', 'ticking'],
  ...['outgoing', 'withTeam', 'timeline', 'begun', 'settle', 'isOpen', 'running', 'passing', 'connected', 'loading'],
  ...['notifyOthers', 'outbox', 'reported', 'openChatUnread', 'peopleBack', 'assistantFirst', 'withTeamWithin'],
  ...['closeChat', 'unavailable', 'nobodyHere', 'leaveEmailWords', 'askTeamKnown', 'askTeamWords', 'emailWrong'],
  ...['emailExample', 'noThanks', 'withoutEmail', 'answersHereAndTo', 'talkToPerson', 'closedHint', 'writeMessage'],
  ...['notSentYet', 'askingTeam', 'leavingEmail', 'alsoByEmail', 'newMessages', 'answersHere', 'emailExample'],
  ...['reconnecting', 'openChat', 'leaveEmail', 'justNow', 'isTyping', 'scroller', 'oncommit', 'insist', 'follow'],
];

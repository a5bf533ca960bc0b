import type { ConversationDetail } from '../../../domain/inbox/views.ts';
import type { Upcoming } from '../../../domain/triage/what-happens-next.ts';
import type { MenuAct } from './menu-acts.ts';
import type { DeliveryCommands } from '../delivery/delivery-commands.svelte.ts';
import type { Acts } from './acts.svelte.ts';

/** What one may do about something that waits: do it now, move it, or keep it from happening. */
export function nextActs(
  upcoming: Upcoming,
  tools: { acts: Acts; desk: DeliveryCommands; detail: ConversationDetail; move: () => void },
): MenuAct[] {
  const { acts, desk, detail, move } = tools;
  switch (upcoming.kind) {
    case 'replyLeaves': {
      const { messageId } = upcoming;
      const reply = detail.outgoing?.held.find(({ id }) => id === messageId);
      const undo = () => reply && void acts.perform(desk.undoReply(reply), 'The reply is undone');
      return [sendNow(messageId, tools), { words: 'Undo the reply', run: undo }];
    }
    case 'mailLeaves':
      return [sendNow(upcoming.messageId, tools)];
    case 'answerLeaves':
    case 'answerExpires': {
      const { draftId } = upcoming;
      return [
        { words: 'Send the draft now', run: () => void acts.perform(desk.approveAnswer(draftId), 'Sent') },
        { words: 'Reject the draft', run: () => void acts.perform(desk.rejectAnswer(draftId), 'Rejected') },
      ];
    }
    case 'snoozeEnds':
      return [
        { words: 'Bring it back now', run: () => void acts.wake() },
        { words: 'Another moment…', run: move },
      ];
    case 'escalatesAgain':
    case 'teamIsTold':
      return [{ words: 'Take over', run: () => void acts.takeOver() }];
    case 'ruleRuns': {
      const { id } = upcoming.rule;
      return [
        { words: 'Run it now', run: () => void acts.runRule(id) },
        { words: 'Another moment…', run: move },
        { words: 'Not this time', run: () => void acts.cancelRule(id) },
      ];
    }
    case 'watchersAreTold':
    case 'ratingAsked':
      return [];
  }
}

const sendNow = (
  messageId: Parameters<DeliveryCommands['sendNow']>[0],
  { acts, desk }: { acts: Acts; desk: DeliveryCommands },
): MenuAct => ({ words: 'Send now', run: () => void acts.perform(desk.sendNow(messageId), 'It leaves now') });

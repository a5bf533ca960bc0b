import type { AgentId } from '../../../domain/ids.ts';
import type { MacroAct } from '../../../domain/saved-replies/saved-reply.ts';
import type { Failure } from '../../live/failure.ts';
import type { OpenConversation } from '../state/open-conversation.svelte.ts';

/** `snoozeUntil` was chosen while sending: ISO 8601, or null for until the customer answers. */
export type ActAfterSending = MacroAct | { does: 'snoozeUntil'; until: string | null };
type Act = Exclude<ActAfterSending, { does: 'close' }>;
type Undo = () => Promise<Failure | null>;

const MORNING = 9;

/** Does what a macro does besides its reply, and takes all of it back when that reply is undone. */
export class MacroActs {
  private undos: Undo[] = [];

  constructor(
    private readonly conversation: OpenConversation,
    private readonly me: AgentId,
  ) {}

  /** @returns the first failure; what comes after it is not done. */
  async run(acts: readonly ActAfterSending[]): Promise<Failure | null> {
    this.undos = [];
    for (const act of acts) {
      if (act.does === 'close') continue;
      const undo = this.undoOf(act);
      const failure = await this.does(act);
      if (failure) return failure;
      if (undo) this.undos.unshift(undo);
    }
    return null;
  }

  /** @returns the first failure. */
  async undo(): Promise<Failure | null> {
    const undos = this.undos.splice(0);
    for (const undo of undos) {
      const failure = await undo();
      if (failure) return failure;
    }
    return null;
  }

  private does(act: Act): Promise<Failure | null> {
    const { conversation } = this;
    switch (act.does) {
      case 'assign':
        return conversation.assign(act.assignee === 'me' ? this.me : act.assignee);
      case 'addTag':
        return conversation.run('addTag', ({ conversations }, input) =>
          conversations.addTag.mutate({ ...input, tagId: act.tagId }),
        );
      case 'setPriority':
        return this.setPriority(act.priority);
      case 'snooze':
        return conversation.run('snooze', ({ conversations }, input) =>
          conversations.snooze.mutate({ ...input, until: snoozedUntil(act.days, Date.now()) }),
        );
      case 'snoozeUntil':
        return conversation.run('snooze', ({ conversations }, input) =>
          conversations.snooze.mutate({ ...input, until: act.until }),
        );
    }
  }

  /** What takes an act back; null: there is nothing to take back. */
  private undoOf(act: Act): Undo | null {
    const { conversation } = this;
    const { assignee, tags = [], priority } = conversation.detail ?? {};
    switch (act.does) {
      case 'assign':
        return () => conversation.assign(assignee ?? null);
      case 'addTag':
        return tags.includes(act.tagId)
          ? null
          : () =>
              conversation.run('removeTag', ({ conversations }, input) =>
                conversations.removeTag.mutate({ ...input, tagId: act.tagId }),
              );
      case 'setPriority':
        return () => this.setPriority(priority ?? 'normal');
      case 'snooze':
      case 'snoozeUntil':
        return () =>
          conversation.run('unsnooze', ({ conversations }, input) => conversations.unsnooze.mutate(input));
    }
  }

  private setPriority(priority: 'low' | 'normal' | 'high'): Promise<Failure | null> {
    return this.conversation.run('setPriority', ({ conversations }, input) =>
      conversations.setPriority.mutate({ ...input, priority }),
    );
  }
}

/** What follows a reply: a moment that its writer chose goes before the one of a macro. */
export const actsAfter = (
  acts: readonly MacroAct[],
  snoozeUntil: string | null | undefined,
): ActAfterSending[] =>
  snoozeUntil === undefined
    ? [...acts]
    : [...acts.filter(({ does }) => does !== 'snooze'), { does: 'snoozeUntil', until: snoozeUntil }];

/** Nine o'clock of a day, by the agent's clock. */
export function snoozedUntil(days: number | null, now: number): string | null {
  if (days === null) return null;
  const at = new Date(now);
  at.setDate(at.getDate() + days);
  at.setHours(MORNING, 0, 0, 0);
  return at.toISOString();
}

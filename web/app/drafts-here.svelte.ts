import type { ConversationId } from '../../domain/ids.ts';
import { draftedIn } from './reply-draft.ts';

/** In which conversations this browser keeps something written and not sent. */
export class DraftsHere {
  private ids = $state.raw<ReadonlySet<ConversationId>>(draftedIn(localStorage));

  has(id: ConversationId): boolean {
    return this.ids.has(id);
  }

  look = (): void => {
    this.ids = draftedIn(localStorage);
  };

  /** Other tabs write, too. @returns how to stop. */
  follow(): () => void {
    this.look();
    addEventListener('storage', this.look);
    return () => removeEventListener('storage', this.look);
  }
}

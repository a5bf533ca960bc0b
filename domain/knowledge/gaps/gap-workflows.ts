import type { GapId, MessageId } from '../../ids.ts';

/** The workflows about gaps, by their names: who begins them and who runs them agree on this. */
export interface GapWorkflows {
  tryGap(about: { gapId: GapId }): Promise<void>;
  writeGapDraft(about: { gapId: GapId; messageId: MessageId }): Promise<void>;
}

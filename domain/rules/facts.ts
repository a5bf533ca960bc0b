import type { TagId } from '../ids.ts';
import type { Channel } from '../message.ts';

/** What a rule's conditions are asked of, as it is at one moment. */
export interface RuleFacts {
  channel: Channel;
  subject: string;
  /** What the customer said: all that came together for a new conversation or an answer, their newest message in a silence. */
  words: string;
  /** As they are given now: a tag that was merged is its target. */
  tags: TagId[];
  /** Every address of the customer. */
  addresses: string[];
  /** People answer at this moment. */
  isOpen: boolean;
}

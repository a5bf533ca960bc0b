import type { ModelPrice } from '../../domain/assistant/cost.ts';
import type { Turn } from '../../domain/knowledge/turn.ts';
import type { ProjectId } from '../../domain/ids.ts';
import type { Language } from '../../domain/language/language.ts';
import type { EmbeddedModel } from '../../db/knowledge/embeddings.ts';
import type { SpendingConversation } from '../../db/project/spending.ts';

export interface Question {
  project: {
    id: ProjectId;
    name: string;
    /** Null: the installation's. */
    model: string | null;
    systemPrompt: string | null;
    /** Hosts that it may link to besides those of the docs. */
    linkHosts?: string[];
    /** What a million tokens cost, where the team knows better than the list. */
    modelPrice?: ModelPrice | null;
    docsRevision: number;
    /** Absent: whoever needs it looks it up. */
    embedded?: EmbeddedModel;
  };
  /** The customer proved who they are: more articles may answer them. */
  isIdentified?: boolean;
  /** Articles that are off may answer too. Never for a customer. */
  withDrafts?: boolean;
  /** What is answered in; else whatever the customer writes. */
  language?: Language;
  /** Oldest first; the last is the customer's newest. */
  turns: Turn[];
  /** The conversation that is answered, and spends; absent: a trial or a suggestion, which is the project's alone. */
  conversation?: SpendingConversation;
  /** The answer is mailed. What is not known is left to a person there: nobody wants a mail that says nothing. */
  isMailed?: boolean;
}

/** What a check found in an answer that its ground does not hold. */
export type FindingKind =
  | 'number'
  | 'price'
  | 'date'
  | 'name'
  | 'code'
  | 'link'
  | 'citation'
  /** Too few of a sentence's words stand in what the model was given. */
  | 'support'
  /** Thoughts, tool calls or parts of the prompt in the place of words for a customer. */
  | 'form';

export interface Finding {
  kind: FindingKind;
  /** The sentence as the model wrote it, shortened. */
  sentence: string;
  /** What in it: the number, the name, the host. */
  what: string;
}

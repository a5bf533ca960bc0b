/** Somebody a mail names. */
export interface Person {
  /** As written; folded where it is compared. */
  email: string;
  name: string;
}

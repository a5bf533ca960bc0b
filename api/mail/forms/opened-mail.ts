import type { MailForm } from '../../../domain/mail-form.ts';
import type { LiftedContent } from '../lifting/lifted-content.ts';
import type { PostmarkInbound } from '../provider/postmark-inbound.ts';

/** A mail whose wrappings were taken off: its words stand where words belong, its inner files among its files. */
export interface OpenedMail {
  json: PostmarkInbound;
  contents: LiftedContent[];
  forms: MailForm[];
  /** In words. */
  invitation: string | null;
  /** What Gmail attached to a reaction. */
  reaction: string | null;
}

export type Attachment = PostmarkInbound['Attachments'][number];

export function addForm({ forms }: OpenedMail, form: MailForm): void {
  const known = forms.some((each) => JSON.stringify(each) === JSON.stringify(form));
  if (!known) forms.push(form);
}

/** Null for what is longer. */
export function bytesOf(file: Attachment, contents: LiftedContent[], most: number): Buffer | null {
  const content = contentOf(file, contents);
  return content && content.size <= most ? Buffer.concat(content.pieces) : null;
}

export const contentOf = ({ Content, Data }: Attachment, contents: LiftedContent[]) =>
  contents[Number(Content || Data || -1)];

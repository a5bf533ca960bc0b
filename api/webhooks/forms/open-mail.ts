import type { MailForm } from '../../../domain/mail-form.ts';
import { REACTION_TYPE } from '../../../domain/mail-gesture.ts';
import type { LiftedContent } from '../lifted-content.ts';
import type { PostmarkInbound } from '../postmark-inbound.ts';
import { isMime, mailInside, withInside } from './inside-mail.ts';
import { invitationWords } from './invitation-words.ts';
import { aroundEncrypted, isEncryptedBlock, signedWords } from './pgp-armour.ts';
import { readCms } from './read-cms.ts';
import { readTnef } from './read-tnef.ts';

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

type Attachment = PostmarkInbound['Attachments'][number];

/** Signed in one another, and no deeper than anybody sends. */
const MAX_LAYERS = 3;
/** What is opened is held in memory several times. Bytes. */
const MAX_OPENED = 12_000_000;
const MAX_SMALL = 200_000;

export async function openMail(json: PostmarkInbound, contents: LiftedContent[]): Promise<OpenedMail> {
  const opened: OpenedMail = { json, contents, forms: [], invitation: null, reaction: null };
  for (let layer = 0; layer < MAX_LAYERS; layer++) if (!(await openContainer(opened))) break;
  openWinmail(opened);
  nameSignatures(opened);
  openArmour(opened);
  opened.invitation = textsOf(opened, isCalendar).map(invitationWords).find(Boolean) ?? null;
  opened.reaction = textsOf(opened, ({ ContentType }) => REACTION_TYPE.test(ContentType))[0] ?? null;
  return opened;
}

const isContainer = ({ ContentType, Name }: Pick<Attachment, 'ContentType' | 'Name'>) =>
  /^application\/(?:x-)?pkcs7-mime/i.test(ContentType) || /\.p7m$/i.test(Name);
const isCalendar = ({ ContentType, Name }: Attachment) =>
  /^(?:text\/calendar|application\/ics)/i.test(ContentType) || /\.ics$/i.test(Name);

/** Takes the newest S/MIME container apart. @returns whether there was one with a mail in it. */
async function openContainer(opened: OpenedMail): Promise<boolean> {
  const found = opened.json.Attachments.findLast(isContainer);
  const bytes = found && bytesOf(found, opened.contents, MAX_OPENED);
  const cms = bytes && readCms(bytes);
  if (!found || !cms) return false;
  // A signed document is a file like any other.
  if (cms.holds === 'signed' && !isMime(cms.content)) return false;
  addForm(opened, { form: cms.holds, by: 'S/MIME' });
  const inside = cms.holds === 'signed' ? await mailInside(cms.content) : null;
  if (!inside) return false;
  if (!opened.json.Subject.replace(/[.…\s]/g, '') && inside.subject)
    opened.json = { ...opened.json, Subject: inside.subject };
  Object.assign(opened, withInside(opened, inside));
  return inside.files.some(({ name, contentType }) => isContainer({ Name: name, ContentType: contentType }));
}

const isWinmail = ({ ContentType, Name }: Attachment) =>
  /^application\/(?:vnd\.)?ms-tnef/i.test(ContentType) || /^winmail\.dat$/i.test(Name);

/** Outlook's own wrapping gives way to what is in it. */
function openWinmail(opened: OpenedMail): void {
  const found = opened.json.Attachments.find(isWinmail);
  const bytes = found && bytesOf(found, opened.contents, MAX_OPENED);
  const inside = bytes && readTnef(bytes);
  if (!inside) return;
  addForm(opened, { form: 'winmail' });
  const files = inside.files.map(({ name, contentType, bytes }) => ({ name, contentType, content: bytes }));
  Object.assign(opened, withInside(opened, { ...inside, files }));
}

/** Signatures that stand beside what they sign, and encrypted files. */
function nameSignatures(opened: OpenedMail): void {
  for (const { ContentType, Name } of opened.json.Attachments) {
    if (/^application\/(?:x-)?pkcs7-signature/i.test(ContentType) || /\.p7s$/i.test(Name))
      addForm(opened, { form: 'signed', by: 'S/MIME' });
    if (/^application\/pgp-signature/i.test(ContentType)) addForm(opened, { form: 'signed', by: 'PGP' });
    if (/^application\/pgp-encrypted/i.test(ContentType)) addForm(opened, { form: 'encrypted', by: 'PGP' });
  }
}

function openArmour(opened: OpenedMail): void {
  const { TextBody, HtmlBody, Attachments } = opened.json;
  const signed = signedWords(TextBody);
  const around = signed === null ? aroundEncrypted(TextBody) : null;
  if (signed !== null || around !== null) {
    addForm(opened, { form: signed === null ? 'encrypted' : 'signed', by: 'PGP' });
    opened.json = { ...opened.json, TextBody: signed ?? around ?? '', HtmlBody: '' };
  } else if (!TextBody.trim() && !HtmlBody.trim() && Attachments.some((file) => isArmour(file, opened))) {
    addForm(opened, { form: 'encrypted', by: 'PGP' });
  }
}

const isArmour = (file: Attachment, { contents }: OpenedMail) =>
  isEncryptedBlock(contentOf(file, contents)?.head.toString('latin1') ?? '');

function addForm({ forms }: OpenedMail, form: MailForm): void {
  const known = forms.some((each) => JSON.stringify(each) === JSON.stringify(form));
  if (!known) forms.push(form);
}

function textsOf({ json, contents }: OpenedMail, which: (file: Attachment) => boolean): string[] {
  return json.Attachments.filter(which)
    .slice(0, MAX_LAYERS)
    .map((file) => bytesOf(file, contents, MAX_SMALL)?.toString('utf8') ?? '');
}

/** Null for what is longer. */
function bytesOf(file: Attachment, contents: LiftedContent[], most: number): Buffer | null {
  const content = contentOf(file, contents);
  return content && content.size <= most ? Buffer.concat(content.pieces) : null;
}

const contentOf = ({ Content, Data }: Attachment, contents: LiftedContent[]) =>
  contents[Number(Content || Data || -1)];

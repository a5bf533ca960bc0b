import type { Protection } from '../../../domain/mail-form.ts';
import { REACTION_TYPE } from '../../../domain/mail/reading/mail-gesture.ts';
import type { LiftedContent } from '../lifting/lifted-content.ts';
import type { PostmarkInbound } from '../provider/postmark-inbound.ts';
import { findInvitation } from './find-invitation.ts';
import { isMime, mailInside, withInside } from './inside-mail.ts';
import { openArmour } from './open-armour.ts';
import { addForm, bytesOf, type Attachment, type OpenedMail } from './opened-mail.ts';
import { readCms } from './read-cms.ts';
import { readTnef } from './read-tnef.ts';

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
  opened.invitation = findInvitation(opened);
  opened.reaction = textsOf(opened, ({ ContentType }) => REACTION_TYPE.test(ContentType))[0] ?? null;
  return opened;
}

const isContainer = ({ ContentType, Name }: Pick<Attachment, 'ContentType' | 'Name'>) =>
  /^application\/(?:x-)?pkcs7-mime/i.test(ContentType) || /\.p7m$/i.test(Name);
/** A container that is the mail itself, and no document that came with one. */
const isWhole = ({ Name }: Attachment) => Name === '' || /^smime\.p7m$/i.test(Name);
/** What it says of itself where it cannot be taken apart (RFC 8551, 3.2.2); Microsoft's rights management says it by its type. */
const SEALED = /smime-type="?(?:auth)?-?enveloped|^application\/x-microsoft-rpmsg-message/i;

/** Takes the newest S/MIME container apart. @returns whether there was one with a mail in it. */
async function openContainer(opened: OpenedMail): Promise<boolean> {
  const found = opened.json.Attachments.findLast(isContainer);
  const bytes = found && bytesOf(found, opened.contents, MAX_OPENED);
  const cms = bytes && readCms(bytes);
  if (!found || !cms) return false;
  const mime = cms.form === 'signed' ? mimeOf(cms.content, isWhole(found)) : null;
  // A signed document is a file like any other.
  if (cms.form === 'signed' && !mime) return false;
  addForm(opened, { form: cms.form, by: 'S/MIME' });
  const inside = mime && (await mailInside(mime));
  if (!inside) return false;
  if (!opened.json.Subject.replace(/[.…\s]/g, '') && inside.subject)
    opened.json = { ...opened.json, Subject: inside.subject };
  Object.assign(opened, withInside(opened, inside));
  return inside.files.some(({ name, contentType }) => isContainer({ Name: name, ContentType: contentType }));
}

const isWinmail = ({ ContentType, Name }: Attachment) =>
  /^application\/(?:vnd\.)?ms-tnef/i.test(ContentType) || /^winmail\.dat$/i.test(Name);

/** A mail's own content needs no headers to be text (RFC 2045, 5.2). */
function mimeOf(content: Buffer, isMail: boolean): Buffer | null {
  if (isMime(content)) return content;
  return isMail && isText(content) ? Buffer.concat([Buffer.from('\r\n\r\n'), content]) : null;
}

const isText = (content: Buffer) =>
  !/[^\P{Cc}\s]|\ufffd/u.test(content.subarray(0, MAX_SMALL).toString('utf8'));

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
    if (SEALED.test(ContentType)) addForm(opened, { form: 'encrypted', by: protectionOf(ContentType) });
  }
}

const protectionOf = (type: string): Protection => (/rpmsg/i.test(type) ? 'Microsoft Purview' : 'S/MIME');

function textsOf({ json, contents }: OpenedMail, which: (file: Attachment) => boolean): string[] {
  return json.Attachments.filter(which)
    .slice(0, MAX_LAYERS)
    .map((file) => bytesOf(file, contents, MAX_SMALL)?.toString('utf8') ?? '');
}

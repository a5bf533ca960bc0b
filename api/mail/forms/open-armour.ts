import { plainText } from '../reading/read-mail.ts';
import { addForm, contentOf, type Attachment, type OpenedMail } from './opened-mail.ts';
import { aroundEncrypted, isEncryptedBlock, signedWords } from './pgp-armour.ts';

/** Takes off what PGP put around the words, and says so where they cannot be read. */
export function openArmour(opened: OpenedMail): void {
  const { TextBody, HtmlBody, Attachments } = opened.json;
  const words = () => plainText({ text: TextBody, html: HtmlBody });
  if (ARMOUR.test(TextBody) || ARMOUR.test(HtmlBody)) return openBlock(opened, words());
  if (Attachments.some((file) => isArmour(file, opened)) && !words().trim())
    addForm(opened, { form: 'encrypted', by: 'PGP' });
}

const ARMOUR = /-----BEGIN PGP (?:SIGNED )?MESSAGE-----/;

function openBlock(opened: OpenedMail, text: string): void {
  const signed = signedWords(text);
  const around = signed === null ? aroundEncrypted(text) : null;
  if (signed === null && around === null) return;
  addForm(opened, { form: signed === null ? 'encrypted' : 'signed', by: 'PGP' });
  opened.json = { ...opened.json, TextBody: signed ?? around ?? '', HtmlBody: '' };
}

const isArmour = (file: Attachment, { contents }: OpenedMail) => {
  const head = contentOf(file, contents)?.head;
  return (
    head !== undefined && (!isBinary(head) || /\.(?:gpg|pgp|asc)$/i.test(file.Name)) && isEncryptedBlock(head)
  );
};

const isBinary = (head: Buffer) => (head[0] ?? 0) >= 0x80;

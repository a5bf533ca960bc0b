import { calendarText, isCalendarText } from './calendar-text.ts';
import { invitationWords } from './invitation-words.ts';
import { bytesOf, type Attachment, type OpenedMail } from './opened-mail.ts';

const MAX_CALENDARS = 3;
const MAX_BYTES = 200_000;

const isCalendar = ({ ContentType, Name }: Attachment) =>
  /^(?:text\/calendar|application\/ics)/i.test(ContentType) || /\.ics$/i.test(Name);

/** Attached, or in the place of the words: there nobody can read it. */
export function findInvitation(opened: OpenedMail): string | null {
  const { TextBody, Subject, Attachments } = opened.json;
  const files = Attachments.filter(isCalendar).slice(0, MAX_CALENDARS);
  const attached = files.map((file) => {
    const bytes = bytesOf(file, opened.contents, MAX_BYTES);
    return bytes && calendarText(bytes, file.ContentType);
  });
  const inPlace = isCalendarText(TextBody) && invitationWords(TextBody, Subject);
  if (inPlace) opened.json = { ...opened.json, TextBody: '' };
  return attached.map((text) => text && invitationWords(text, Subject)).find(Boolean) || inPlace || null;
}

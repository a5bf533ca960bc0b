const BEGIN = /^BEGIN:(\w{1,20})\s*$/i;
const END = /^END:(\w{1,20})\s*$/i;
/** A property, or the folded rest of one (RFC 5545, 3.1). */
const CONTENT = /^(?:[A-Za-z][\w-]*[;:]|[ \t])/;

/** A calendar's bytes as text: in the charset that it came with, or the one that its first bytes show. */
export function calendarText(bytes: Buffer, contentType: string): string {
  const stated = /charset="?([\w-]{1,40})/i.exec(contentType)?.[1] ?? 'utf-8';
  const marked = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : stated;
  const text = decoded(bytes, marked);
  return text.includes('\ufffd') ? decoded(bytes, 'windows-1252') : text;
}

function decoded(bytes: Buffer, charset: string): string {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return bytes.toString('utf8');
  }
}

/** Whether a mail's text is a calendar and nothing else. */
export const isCalendarText = (text: string) => /^\s*BEGIN:VCALENDAR\s/i.test(text);

/** Without the lines that are none of a calendar's, and with the ends that were cut off. */
export function mendedCalendar(text: string): string {
  const open: string[] = [];
  const lines = text.split(/\r\n|\r|\n/).filter((line) => CONTENT.test(line));
  for (const line of lines) {
    const begun = BEGIN.exec(line)?.[1];
    if (begun) open.push(begun);
    else if (END.test(line)) open.pop();
  }
  return [...lines, ...open.reverse().map((name) => `END:${name}`)].join('\r\n');
}

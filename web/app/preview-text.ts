/** A preview as plain words: the marks of Markdown say nothing in one line. */
export function previewText(preview: string): string {
  return preview
    .replace(/\*\*|__|`+/g, '')
    .replace(/!\[([^\]]*)\](?![([])/g, '$1')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
}

/** What a conversation is about, where its last words do not say it already. */
export function subjectBeside({ subject, preview }: { subject: string; preview: string }): string {
  const words = (text: string) => text.replace(/\s+/g, ' ').trim().toLowerCase();
  return words(preview).startsWith(words(subject).replace(/…$/, '')) || !preview ? '' : subject;
}

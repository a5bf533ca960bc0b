/** A preview as plain words: the marks of Markdown say nothing in one line. */
export function previewText(preview: string): string {
  return preview.replace(/\*\*|__|`+/g, '').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
}

const LAYOUT_TAG =
  /(?<!`)<\/?(?:a|b|br|center|details|div|em|font|h[1-6]|hr|i|img|p|picture|source|span|strong|sub|summary|sup)(?:\s[^<>]*)?\/?>/gi;
const COMMENT = /<!--(?:[^-]|-(?!->))*-->/g;
const BADGE = /\[!\[[^[\]]*\]\([^()]*\)\]\([^()]*\)/g;
const IMAGE = /!\[[^[\]]*\]\([^()]*\)/g;
const CONTENTS_ITEM = /^\s*(?:[-*+]|\d+[.)])\s+\[[^[\]]*\]\(#[^()]*\)\s*$/;

/** Markdown without what only decorates a page: badges, images, layout tags, comments. Not for code. */
export function withoutDecoration(text: string): string {
  return text
    .replace(COMMENT, '')
    .replace(BADGE, '')
    .replace(IMAGE, '')
    .replace(LAYOUT_TAG, '')
    .replace(/^[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+|\s+$/g, '');
}

/** A list of links into the same page repeats its headings and says nothing itself. */
export function isTableOfContents(list: string): boolean {
  const lines = list.split('\n').filter((line) => line.trim());
  return lines.length > 2 && lines.every((line) => line.length < 300 && CONTENTS_ITEM.test(line));
}

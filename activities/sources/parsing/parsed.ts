/** Bytes to be read, and what they are said to be. */
export interface ToParse {
  bytes: Uint8Array;
  contentType: string;
  /** A URL, or a file's name. */
  address: string;
  /** Of a repository's archive: which folder of it. */
  folder?: string;
}

export interface ParsedArticle {
  /** What makes it the same one next time, below its page: empty for the page itself. */
  part: string;
  title: string;
  /** Markdown. */
  text: string;
}

export interface Parsed {
  articles: ParsedArticle[];
  /** Absolute, as they stand there. */
  links: string[];
  /** Where the page says that it lies itself. */
  canonical: string | null;
  /** Why there are no articles, for people. */
  problem: string | null;
}

export const nothing = (problem: string): Parsed => ({ articles: [], links: [], canonical: null, problem });

export const oneArticle = (title: string, text: string): Parsed =>
  text.trim()
    ? { articles: [{ part: '', title, text: text.trim() }], links: [], canonical: null, problem: null }
    : nothing('It holds no text.');

interface Source {
  title: string;
  heading: string | null;
  url?: string | undefined;
}

/** `[1]` and its like, where they stand for sources. */
const MARKERS = /\s*(?:\[\d{1,3}\])+(?!\()/g;

/**
 * Words to insert, with the pages they come from under them.
 * @param home where paths of ours lead, such as `https://support.example.com`.
 */
export function withSources(text: string, sources: readonly Source[], home: string): string {
  const links = sources.flatMap(({ title, heading, url }) => {
    const name = (heading && heading !== title ? `${title} › ${heading}` : title).replace(/[[\]]/g, '');
    return url ? [`[${name}](${new URL(url, home).href})`] : [];
  });
  const words = sources.length > 0 ? text.replace(MARKERS, '') : text;
  return [words.trim(), ...new Set(links)].filter(Boolean).join('\n\n');
}

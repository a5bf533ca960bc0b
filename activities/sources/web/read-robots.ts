import robotsParser from 'robots-parser';
import { PRODUCT, type WebReader } from './web-reader.ts';

/** RFC 9309, 2.5: at least so much has to be read of it. */
const MAX_BYTES = 512_000;
/** A site that asks for more would be read for days. */
const MAX_PAUSE_MS = 10_000;
/** RFC 9309, 2.4: a day at most. */
const KEPT_MS = 3_600_000;

export interface Robots {
  allows(url: string): boolean;
  sitemaps: string[];
}

/** The rules of a site's robots.txt. @returns a sentence when nobody knows them now: then nothing may be read. */
export type ReadRobots = (url: string, signal: AbortSignal) => Promise<Robots | string>;

/** RFC 9309: none at all allows everything; one that cannot be had allows nothing until it can. */
export function createRobotsReader(web: WebReader): ReadRobots {
  const kept = new Map<string, { robots: Robots; until: number }>();
  return async (url, signal) => {
    const { origin, host } = new URL(url);
    const known = kept.get(origin);
    if (known && known.until > Date.now()) return known.robots;
    const address = `${origin}/robots.txt`;
    const got = await web.get(address, { signal, accept: 'text/plain', maxBytes: MAX_BYTES });
    if (got.kind === 'busy') return `Its robots.txt could not be read. ${got.problem}`;
    if (got.kind === 'refused' && !got.problem.includes('HTTP 4')) return got.problem;
    const rules = robotsParser(address, got.kind === 'got' ? got.bytes.toString('utf8') : '');
    const pause = (rules.getCrawlDelay(PRODUCT) ?? 0) * 1_000;
    if (pause > 0) web.pauseFor(host, Math.min(pause, MAX_PAUSE_MS));
    const robots = {
      allows: (page: string) => rules.isAllowed(page, PRODUCT) !== false,
      sitemaps: rules.getSitemaps(),
    };
    kept.set(origin, { robots, until: Date.now() + KEPT_MS });
    return robots;
  };
}

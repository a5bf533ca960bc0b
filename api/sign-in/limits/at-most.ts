import { RateLimiterMemory } from 'rate-limiter-flexible';

/** So many of each key in so many seconds, counted per process. @returns whether this one is still among them. */
export function atMost(points: number, { seconds }: { seconds: number }): (key: string) => Promise<boolean> {
  const limiter = new RateLimiterMemory({ points, duration: seconds });
  return (key) =>
    limiter.consume(key).then(
      () => true,
      () => false,
    );
}

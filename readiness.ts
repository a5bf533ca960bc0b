/** What a process needs in order to work. A look resolves when it is there, and rejects when it is not. */
export type Needs<Name extends string> = Record<Name, () => Promise<unknown>>;

export type Answer<Name extends string> = Record<Name, boolean> & { ready: boolean; draining: boolean };

export interface Readiness<Name extends string> {
  check(): Promise<Answer<Name>>;
  /** From now on the process says that it wants no more work, although it does what it is given. */
  drain(): void;
}

/** A dependency that needs longer is not one to send traffic to. */
const PATIENCE_MS = 1_500;
/** Anybody may ask; Postgres and Temporal are asked this often at most. What was missing is looked for again sooner. */
const FRESH_MS = { present: 5_000, missing: 1_000 };

export function createReadiness<Name extends string>(needs: Needs<Name>): Readiness<Name> {
  const names = Object.keys(needs) as Name[];
  const looks = names.map((name) => remembered(() => isThere(needs[name])));
  let draining = false;
  return {
    check: async () => {
      const found = await Promise.all(looks.map((look) => look()));
      const each = Object.fromEntries(names.map((name, index) => [name, found[index]]));
      return { ready: !draining && found.every(Boolean), draining, ...(each as Record<Name, boolean>) };
    },
    drain: () => void (draining = true),
  };
}

/** Whoever asks while somebody looks waits for the same look. */
function remembered(look: () => Promise<boolean>): () => Promise<boolean> {
  let latest: Promise<boolean> | null = null;
  return () => {
    latest ??= look().then((there) => {
      setTimeout(() => (latest = null), there ? FRESH_MS.present : FRESH_MS.missing).unref();
      return there;
    });
    return latest;
  };
}

async function isThere(look: () => Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE_MS);
  });
  const found = look().then(
    () => true,
    () => false,
  );
  return Promise.race([found, late]).finally(() => clearTimeout(timer));
}

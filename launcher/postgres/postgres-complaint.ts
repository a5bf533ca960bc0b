const NO_SHARED_MEMORY = /shared memory segment "?\/PostgreSQL.*No space left on device/;

/** What Postgres said, with a sentence before it where its own words do not say what to do. */
export function explained(said: string): string {
  if (!NO_SHARED_MEMORY.test(said)) return said;
  return (
    '/dev/shm has too little room for Postgres: give it at least 64 MB, such as `docker run --shm-size=256m` or ' +
    `\`mount -o remount,size=256m /dev/shm\`.\n${said}`
  );
}

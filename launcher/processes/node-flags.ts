/**
 * For our processes, in package.json and docker-compose.yml too. A heap's youngest part grows to 48 MB while a process loads, and
 * never shrinks: with 4 MB an api at rest takes 29 MB less, a worker 37. Reading mails, which makes more garbage than anything
 * else, costs some 15 % more; at 1 MB it is 25 %, and `--optimize-for-size` doubles it. What loading leaves is collected by
 * `memory-at-rest.ts`.
 */
export const NODE_FLAGS = ['--enable-source-maps', '--max-semi-space-size=4', '--expose-gc'];

/** What is freed goes back to the system (glibc; others do not read it), also what Temporal's native core had: 6 and 21 MB less. */
export const GIVES_BACK = { MALLOC_ARENA_MAX: '2', MALLOC_TRIM_THRESHOLD_: '131072' };

import type { Logger } from 'pino';
import type { RefusalCode } from '../../domain/errors.ts';
import { shorten } from '../../domain/text/shorten.ts';

/** A script that is refused thousands of times fills no disk. */
const LINES_A_MINUTE = 60;
/** Longer than any procedure's name. */
const MAX_PATH = 60;

interface Refused {
  code: RefusalCode;
  path: string | undefined;
  /** Whom limits count: a network, never a person. */
  address: string | undefined;
}

/** Who was refused what, for whoever looks into an attack; beyond so many a minute only how many. */
export class RefusalLog {
  #minute = 0;
  #lines = 0;

  constructor(private readonly log: Logger) {}

  note(refused: Refused, now = Date.now()): void {
    const minute = Math.floor(now / 60_000);
    if (minute !== this.#minute) this.#turn(minute);
    if (++this.#lines <= LINES_A_MINUTE)
      this.log.info(
        { event: { kind: 'refused', ...refused, path: shorten(refused.path ?? '', MAX_PATH) } },
        'a call was refused',
      );
  }

  #turn(minute: number): void {
    const unwritten = this.#lines - LINES_A_MINUTE;
    if (unwritten > 0)
      this.log.warn({ event: { kind: 'refused', more: unwritten } }, 'more calls were refused');
    this.#minute = minute;
    this.#lines = 0;
  }
}

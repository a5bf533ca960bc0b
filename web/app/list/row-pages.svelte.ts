import type { ConversationRow } from '../../../domain/inbox/views.ts';
import { failureOf, type Failure } from '../../live/failure.ts';
import { placeRow, type Placement } from './place-row.ts';
import {
  countAbove,
  emptyWindow,
  jumpedTo,
  pieceAbove,
  withAbove,
  withBelow,
  type RowWindow,
} from './row-window.ts';

/** As a page of the list is asked for. */
export type Place = Pick<ConversationRow, 'escalatedAgain' | 'lastMessageAt' | 'waitingSince' | 'id'>;

type Held = RowWindow<ConversationRow, Place>;
type Change = (held: Held) => Held;

const placeOf = ({ escalatedAgain, lastMessageAt, waitingSince, id }: ConversationRow): Place => ({
  ...{ escalatedAgain, lastMessageAt, waitingSince, id },
});

/** Beyond so many pages between two that were neighbours, the list has become another one. */
const MOST_BETWEEN = 6;

/** The part of a lane that is held, however long the lane is. */
export class RowPages {
  private held = $state.raw<Held>(emptyWindow());
  readonly rows = $derived(this.held.rows);
  /** How many lie above the rows. */
  readonly above = $derived(countAbove(this.held));
  /** The rows begin where the lane begins. */
  readonly begins = $derived(this.held.after === null);
  /** The rows reach the end of the lane. */
  readonly complete = $derived(this.held.complete);
  loading = $state(false);
  failure = $state.raw<Failure | null>(null);
  private request = 0;
  /** The rows are still those of what was looked for before. */
  private renewing = false;
  /** Of each reading that goes on, what changed since it began: what it brings may be older. */
  private changes: Change[][] = [];

  /** @param read a page of the lane, after a place or from its beginning. */
  constructor(private readonly read: (after: Place | null) => Promise<ConversationRow[]>) {}

  clear(): void {
    this.request++;
    this.held = emptyWindow();
  }

  /** Reads again what is held, or `anew` from the beginning. @returns false when something else was asked for meanwhile. */
  async reload({ anew = false } = {}): Promise<boolean> {
    const request = ++this.request;
    this.renewing = anew;
    const wanted = anew ? 0 : this.rows.length;
    const from: Held = anew ? emptyWindow() : { ...this.held, rows: [], complete: false };
    const [next, changes] = await this.withChanges(this.readDown(from, wanted));
    if (request !== this.request) return false;
    this.renewing = false;
    this.held = changed(next, changes);
    this.failure = null;
    return true;
  }

  async more(): Promise<void> {
    if (this.complete || this.renewing) return;
    await this.take(this.readBelow(this.held), (page) => withBelow(this.held, page, placeOf));
  }

  /** Brings back what was let go above. */
  async moreAbove(): Promise<void> {
    const piece = pieceAbove(this.held);
    if (piece && !this.renewing)
      await this.take(this.readUntilHeld(piece.after), (read) => withAbove(this.held, read));
  }

  /** Goes to a place that was let go, counted from the lane's beginning. */
  async jump(place: number): Promise<void> {
    const there = jumpedTo(this.held, place);
    if (there === this.held || this.renewing) return;
    await this.take(this.readBelow(there), (page) => withBelow(there, page, placeOf));
  }

  place(row: ConversationRow, at: Pick<Placement, 'belongs' | 'open' | 'sort'>): void {
    this.change((held) => {
      const { complete, after } = held;
      return { ...held, rows: placeRow(held.rows, row, { ...at, complete, begins: after === null }) };
    });
  }

  remove(id: ConversationRow['id']): void {
    this.change((held) => ({ ...held, rows: held.rows.filter((row) => row.id !== id) }));
  }

  private change(change: Change): void {
    this.held = change(this.held);
    for (const changes of this.changes) changes.push(change);
  }

  /** @returns what was read, and what changed meanwhile. */
  private async withChanges<Read>(reading: Promise<Read>): Promise<[Read, Change[]]> {
    const changes: Change[] = [];
    this.changes.push(changes);
    try {
      return [await reading, changes];
    } finally {
      this.changes = this.changes.filter((each) => each !== changes);
    }
  }

  private async take(reading: Promise<ConversationRow[]>, put: (read: ConversationRow[]) => Held) {
    const { request } = this;
    this.loading = true;
    try {
      const [read, changes] = await this.withChanges(reading);
      if (request !== this.request) return;
      this.held = changed(put(read), changes);
      this.failure = null;
    } catch (error) {
      this.failure = failureOf(error);
    } finally {
      this.loading = false;
    }
  }

  private async readDown(from: Held, wanted: number): Promise<Held> {
    let next = from;
    do next = withBelow(next, await this.readBelow(next), placeOf);
    while (!next.complete && next.rows.length < wanted);
    return next;
  }

  private readBelow({ rows, after }: Held): Promise<ConversationRow[]> {
    const last = rows.at(-1);
    return this.read(last ? placeOf(last) : after);
  }

  /** From a place to the first row that is held: others may have come in between. */
  private async readUntilHeld(after: Place | null): Promise<ConversationRow[]> {
    const held = this.rows.map(({ id }) => id);
    let read: ConversationRow[] = [];
    for (let pages = 0; pages < MOST_BETWEEN; pages++) {
      const last = read.at(-1);
      const page = await this.read(last ? placeOf(last) : after);
      read = [...read, ...page];
      if (page.length === 0 || page.some(({ id }) => held.includes(id))) break;
    }
    return read;
  }
}

const changed = (held: Held, changes: Change[]): Held => changes.reduce((now, change) => change(now), held);

import { tick, untrack } from 'svelte';
import type { ConversationId } from '../../domain/ids.ts';
import type { Inbox } from '../app/inbox.svelte.ts';
import type { ShownRow } from '../app/list/place-row.ts';
import { neighbour } from './list-keys.ts';
import { drawnPlaces, keptScroll, scrollToShow } from './row-places.ts';

/** Rows from an end of what is held at which more is read: a page and a half of a high window. */
const READ_WITHIN = 40;

export interface DrawnRow {
  row: ShownRow;
  /** Counted from the beginning of the lane. */
  place: number;
}

/** What of a long list is drawn: what is on the screen, a little around it, and the row with the focus. */
export class ListView {
  scrollTop = $state(0);
  height = $state(0);
  /** All rows have one. */
  rowHeight = $state(46);
  private focused = $state<ConversationId | null>(null);
  /** Where the keys go on from. */
  private last: ConversationId | null = null;
  private scroller: HTMLElement | null = null;

  readonly drawn: DrawnRow[] = $derived.by(() => {
    const { above } = this.inbox.pages;
    const rows = this.inbox.shown;
    const kept = rows.findIndex(({ id }) => id === this.focused);
    const places = drawnPlaces({ ...this.geometry, above, count: rows.length, kept });
    return places.flatMap((at) => {
      const row = rows[at];
      return row ? [{ row, place: above + at }] : [];
    });
  });

  constructor(private readonly inbox: Inbox) {}

  private get geometry() {
    const { scrollTop, height, rowHeight } = this;
    return { scrollTop, height, rowHeight };
  }

  attach = (scroller: HTMLElement): (() => void) => {
    this.scroller = scroller;
    scroller.scrollTop = untrack(() => this.scrollTop);
    const observer = new ResizeObserver(() => (this.height = scroller.clientHeight));
    observer.observe(scroller);
    return () => {
      observer.disconnect();
      this.scroller = null;
    };
  };

  measure = (probe: HTMLElement): (() => void) => {
    const observer = new ResizeObserver(() => {
      const { height } = probe.getBoundingClientRect();
      if (height > 0) this.rowHeight = height;
    });
    observer.observe(probe);
    return () => observer.disconnect();
  };

  scrolled(): void {
    if (!this.scroller) return;
    this.scrollTop = this.scroller.scrollTop;
    this.readAround();
  }

  /** Reads on where the screen comes near an end of what is held, or has left it. */
  readAround(): void {
    const { pages, shown } = this.inbox;
    if (pages.loading || this.inbox.phase !== 'ready' || !this.scroller?.clientHeight) return;
    const first = Math.floor(this.scrollTop / this.rowHeight) - pages.above;
    const last = first + Math.ceil(this.height / this.rowHeight);
    if (last < 0) void pages.jump(first + pages.above);
    else if (first < READ_WITHIN && pages.above > 0) void pages.moreAbove();
    else if (last > shown.length - READ_WITHIN && !pages.complete && !pages.failure) void pages.more();
  }

  /** Nothing moves under the hand: what is looked at stays where it is, whatever comes or goes above it. */
  keepPlace(before: ListShape, now: ListShape): void {
    const scrollTop = keptScroll(this.scrollTop, before, now);
    if (scrollTop === this.scrollTop) return;
    this.scrollTop = scrollTop;
    void tick().then(() => {
      if (this.scroller) this.scroller.scrollTop = scrollTop;
    });
  }

  focusedIn(id: ConversationId): void {
    this.focused = id;
    this.last = id;
  }

  focusLeft(): void {
    this.focused = null;
  }

  /** The row that a key is about. */
  get current(): ShownRow | null {
    const id = this.focused ?? this.inbox.open ?? this.last;
    return this.inbox.shown.find((row) => row.id === id) ?? null;
  }

  async move(step: -1 | 1): Promise<void> {
    const ids = this.inbox.shown.map(({ id }) => id);
    const focused = this.focused ?? (this.inbox.open ? null : this.last);
    const next = neighbour(ids, { focused, current: this.inbox.open, step });
    if (next) await this.focus(next);
  }

  async moveToEnd(end: 'first' | 'last'): Promise<void> {
    if (end === 'first' && this.inbox.pages.above > 0) await this.inbox.pages.jump(0);
    const row = this.inbox.shown.at(end === 'first' ? 0 : -1);
    if (row) await this.focus(row.id);
  }

  /** Brings a row to the screen and the focus to its link. @returns false: the list does not hold it. */
  async focus(id: ConversationId): Promise<boolean> {
    const at = this.inbox.shown.findIndex((row) => row.id === id);
    if (at < 0) return false;
    this.focusedIn(id);
    const top = scrollToShow(this.geometry, this.inbox.pages.above + at);
    if (this.scroller) this.scroller.scrollTop = top;
    this.scrollTop = top;
    await tick();
    const link = this.scroller?.querySelector<HTMLElement>(`a[href*="${id}"]`);
    link?.focus({ preventScroll: true });
    return link !== undefined && link !== null;
  }
}

/** The list as it is drawn. */
export interface ListShape {
  rows: ShownRow[];
  above: number;
  rowHeight: number;
}

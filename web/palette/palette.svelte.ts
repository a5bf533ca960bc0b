import type { AppContext } from '../app/app-context.svelte.ts';
import type { IconName } from '../design/icons.ts';
import { SavedReplies } from '../saved-replies/saved-replies.svelte.ts';
import { foundIn, type Found } from './found-words.ts';
import {
  commandItems,
  conversationItems,
  customerItems,
  placeItems,
  savedReplyItems,
  type PaletteItem,
} from './palette-items.ts';
import { PaletteSearch, type Answer } from './palette-search.ts';

interface PaletteGroup {
  name: string;
  found: Found<PaletteItem>[];
}

const NOTHING: Answer = { conversations: [], customers: [] };

/** Saved replies may be hundreds. */
const MOST_REPLIES = 5;

/** What the palette offers for what is typed. */
export class Palette {
  text = $state('');
  private chosen = $state(0);
  private answer = $state.raw<Answer>(NOTHING);
  private asking = $state(false);
  private readonly search: PaletteSearch;
  private readonly saved: SavedReplies;

  /** Those that may be meant at once; what the server knows comes below, so that nothing moves under the hand. */
  readonly groups: PaletteGroup[] = $derived.by(() => {
    const { app, text } = this;
    const here = [
      this.group('This conversation', commandItems(app, ['conversation'])),
      this.group('What is chosen', commandItems(app, ['chosen'])),
      this.group('Do', commandItems(app, ['everywhere', 'list'])),
      this.group('Go to', placeItems(app, this.places)),
      this.group('Saved replies', text.trim() ? savedReplyItems(app, this.saved.replies) : [], MOST_REPLIES),
    ];
    const begins = ({ found }: PaletteGroup) => found[0]?.begins === true;
    return [
      ...here.toSorted((one, other) => Number(begins(other)) - Number(begins(one))),
      as('Conversations', conversationItems(app, this.answer.conversations)),
      as('Customers', customerItems(app, this.answer.customers)),
    ].filter(({ found }) => found.length > 0);
  });
  readonly all = $derived(this.groups.flatMap(({ found }) => found));
  readonly current = $derived(Math.min(this.chosen, this.all.length - 1));

  constructor(
    private readonly app: AppContext,
    private readonly places: { words: string; href: string; icon: IconName }[],
  ) {
    this.search = new PaletteSearch(app, (answer) => {
      this.answer = answer;
      this.asking = false;
    });
    this.saved = new SavedReplies(app);
  }

  /** @returns how to stop. */
  open(): () => void {
    void this.saved.load();
    return () => this.search.stop();
  }

  /** The conversation or the choice that is acted on. */
  get about(): string | null {
    const { selection, inbox } = this.app;
    if (selection.size > 0) return `${selection.size} chosen`;
    const row = inbox.open && inbox.shown.find(({ id }) => id === inbox.open);
    return row ? (conversationItems(this.app, [row])[0]?.words ?? null) : null;
  }

  /** For whoever does not see the list. */
  get outcome(): string {
    if (!this.text.trim()) return '';
    if (this.all.length > 0) return `${this.all.length} found`;
    return this.asking ? 'Looking…' : 'Nothing found';
  }

  type(text: string): void {
    this.text = text;
    this.chosen = 0;
    this.asking = this.search.typed(text);
    if (!this.asking) this.answer = NOTHING;
  }

  point(at: number): void {
    this.chosen = at;
  }

  step(by: 1 | -1): void {
    const { length } = this.all;
    if (length > 0) this.chosen = (this.current + by + length) % length;
  }

  private group(name: string, items: PaletteItem[], most = items.length): PaletteGroup {
    return { name, found: foundIn(items, this.text).slice(0, most) };
  }
}

/** The server found them already. */
const as = (name: string, items: PaletteItem[]): PaletteGroup => ({
  name,
  found: items.map((item) => ({ item, ranges: [], begins: false })),
});

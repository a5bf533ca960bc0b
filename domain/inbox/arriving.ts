import type { MessageId } from '../ids.ts';
import type { Author, Channel } from '../message.ts';
import { previewOf } from '../text/preview.ts';
import { shorten } from '../text/shorten.ts';

/**
 * Something said that Temporal has acknowledged and the transcript does not show yet: it cannot be lost, and nothing counts
 * it. When its message is recorded, that takes its place.
 */
export interface ArrivingMessage {
  id: MessageId;
  channel: Channel;
  author: Extract<Author, { by: 'customer' | 'other' }>;
  text: string;
  /** The text is only its beginning. */
  cut: boolean;
  /** When it was accepted, ISO 8601. */
  at: string;
}

/** The same for its visitor. */
export type VisitorArriving = Pick<ArrivingMessage, 'id' | 'text' | 'at'>;

/** What a row of the list shows meanwhile. */
export interface ArrivingPreview {
  /** The customer's newest words; empty: only others wrote. */
  preview: string;
  at: string;
}

/** Two screens of reading; whoever wants the rest has it a moment later. */
const MOST_CHARACTERS = 2_000;
/** As JSON: a notification takes 8,000 with the ids and the writer's address. */
const MOST_BYTES = 5_000;

export function arrivingMessage(
  said: Pick<ArrivingMessage, 'id' | 'channel' | 'author' | 'text'>,
): ArrivingMessage {
  let text = shorten(said.text, MOST_CHARACTERS);
  while (bytesOf(text) > MOST_BYTES) text = shorten(text, Math.floor(text.length / 2));
  return { ...said, text, cut: text.length < said.text.length, at: new Date().toISOString() };
}

const bytesOf = (text: string) => new TextEncoder().encode(JSON.stringify(text)).length;

/** Mail waits until it is known to whom it is shown. */
export function arrivingForVisitor(arriving: readonly ArrivingMessage[]): VisitorArriving[] {
  return arriving
    .filter(({ channel, author }) => channel === 'widget' && author.by === 'customer')
    .map(({ id, text, cut, at }) => ({ id, text: cut ? `${text}…` : text, at }));
}

export function arrivingPreview(arriving: readonly ArrivingMessage[]): ArrivingPreview | null {
  const newest = arriving.at(-1);
  const words = arriving.findLast(({ author }) => author.by === 'customer')?.text ?? '';
  return newest ? { preview: previewOf(words), at: newest.at } : null;
}

/** Without what the transcript shows by now. */
export function stillArriving<Arriving extends { id: MessageId }>(
  arriving: readonly Arriving[],
  recorded: readonly { id: MessageId }[],
): Arriving[] {
  return arriving.filter(({ id }) => !recorded.some((message) => message.id === id));
}

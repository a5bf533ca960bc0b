import { parseMarkdown } from '../../domain/markdown/markdown.ts';
import type { VisitorMessage } from '../../domain/message.ts';
import { plainText } from './plain-text.ts';
import { eventText, speakerName } from '../page/speech.ts';
import type { Texts } from '../page/texts.ts';

/** What a screen reader says once when something new is there: whole messages only, never a growing one. */
export function announcementOf(arrived: VisitorMessage[], texts: Texts): string {
  return arrived
    .filter(({ author }) => author.by !== 'customer')
    .map((message) => say(message, texts))
    .join(' ');
}

function say({ author, event, text }: VisitorMessage, texts: Texts): string {
  if (event) return `${eventText(event.kind, texts)}.`;
  return `${speakerName(author, texts)}: ${plainText(parseMarkdown(text))}`;
}

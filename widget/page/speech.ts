import type { VisitorMessage } from '../../domain/message.ts';
import type { Texts } from './texts.ts';

export function speakerName(speaker: VisitorMessage['author'], texts: Texts): string {
  switch (speaker.by) {
    case 'customer':
      return texts.you;
    case 'agent':
      return speaker.name || texts.agent;
    case 'assistant':
      return texts.assistant;
    case 'system':
      return texts.agent;
  }
}

export function eventText(kind: NonNullable<VisitorMessage['event']>['kind'], texts: Texts): string {
  return kind === 'closed' ? texts.closedEvent : texts[kind];
}

import type { MessageId } from '../../../domain/ids.ts';
import type { Message } from '../../../domain/message.ts';

type Answers = ReadonlyMap<MessageId, Message[]>;

/** What machines answered, by the message they answered: it is shown there, whenever it arrived. */
export function machineAnswers(messages: Message[]): Answers {
  const known = new Set(messages.map(({ id }) => id));
  const answers = new Map<MessageId, Message[]>();
  for (const message of messages) {
    const about = aboutOf(message);
    if (about && known.has(about)) answers.set(about, [...(answers.get(about) ?? []), message]);
  }
  return answers;
}

/** Whether a message is shown at another one. */
export function isPlaced(answers: Answers, message: Message): boolean {
  const about = aboutOf(message);
  return about !== null && answers.has(about);
}

const aboutOf = ({ event }: Message) => (event?.kind === 'answeredAutomatically' ? event.about : null);

import { EventEmitter } from 'node:events';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Answer, SentMail, WebhookResult } from './mail.ts';

type Entry =
  | { type: 'sent'; mail: SentMail }
  | { type: 'reported'; id: string }
  | { type: 'answered'; answer: Answer }
  | { type: 'result'; id: string; result: WebhookResult };

/** Everything that was sent and answered, oldest first, kept in a journal of one JSON per line so that it outlives the process. */
export class Mails extends EventEmitter<{ change: [] }> {
  readonly sent: SentMail[] = [];
  readonly answers: Answer[] = [];
  /** Sent mails whose fate the product has been told. */
  readonly reported = new Set<string>();
  readonly #journal: string | null;

  constructor(journal: string | null) {
    super();
    this.setMaxListeners(0);
    this.#journal = journal;
    if (!journal) return;
    mkdirSync(dirname(journal), { recursive: true });
    if (existsSync(journal)) for (const entry of readEntries(journal)) this.#apply(entry);
  }

  find(id: string): SentMail | undefined {
    return this.sent.find((mail) => mail.id === id);
  }

  accept(mail: SentMail): void {
    this.#write({ type: 'sent', mail });
  }

  markReported(id: string): void {
    this.#write({ type: 'reported', id });
  }

  addAnswer(answer: Answer): void {
    this.#write({ type: 'answered', answer });
  }

  setResult(id: string, result: WebhookResult): void {
    this.#write({ type: 'result', id, result });
  }

  #write(entry: Entry): void {
    if (this.#journal) appendFileSync(this.#journal, `${JSON.stringify(entry)}\n`);
    this.#apply(entry);
    this.emit('change');
  }

  #apply(entry: Entry): void {
    switch (entry.type) {
      case 'sent':
        this.sent.push(entry.mail);
        return;
      case 'reported':
        this.reported.add(entry.id);
        return;
      case 'answered':
        this.answers.push(entry.answer);
        return;
      case 'result': {
        const answer = this.answers.find((each) => each.id === entry.id);
        if (answer) answer.result = entry.result;
      }
    }
  }
}

/** The last line may have been cut by a crash; whatever cannot be read was never answered for. */
function readEntries(journal: string): Entry[] {
  return readFileSync(journal, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return line ? [JSON.parse(line) as Entry] : [];
      } catch {
        return [];
      }
    });
}

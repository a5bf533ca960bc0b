import type { AgentId, ProjectId } from '../../domain/ids.ts';
import type { ConversationRow } from '../../domain/inbox/views.ts';
import type { NoticeSettings } from '../../domain/notices/hearers.ts';
import { waitsForSomebody } from '../../domain/standing.ts';
import type { Client } from './client.ts';

interface Deps {
  client: Client;
  projectId: ProjectId;
  agentId: AgentId;
  /** What a conversation's customer is called. */
  nameOf(row: ConversationRow): string;
  open(row: ConversationRow): void;
}

/** What comes within this time of the same conversation is one burst. In milliseconds. */
const BURST_MS = 10_000;

/** Lets an inbox that is open behind another window be heard. */
export class TeamNotices {
  private settings: NoticeSettings | null = null;
  private readonly heard = new Map<string, { seq: number; at: number; again: boolean; mentioned: boolean }>();

  constructor(private readonly deps: Deps) {}

  /** Without them nothing sounds: nobody is startled who asked for silence. */
  load(): void {
    const { client, projectId } = this.deps;
    client.notices.get.query({ projectId }).then(
      (settings) => (this.settings = settings),
      () => undefined,
    );
    void import('./this-browser.ts').then(({ renewHere }) => renewHere(this.deps)).catch(() => undefined);
  }

  hear(row: ConversationRow): void {
    const { settings } = this;
    const isMention = this.isMention(row);
    if (document.visibilityState === 'visible' || !settings || !this.isNew(row, Date.now())) return;
    // What knows of time zones is large, and nobody waits for it who came to answer.
    const { nameOf, open } = this.deps;
    const heard = {
      row,
      settings: isMention ? { ...settings, hears: true } : settings,
      title: nameOf(row),
      open: () => open(row),
    };
    void import('./make-heard.ts').then(({ makeHeard }) => makeHeard(heard));
  }

  /** Somebody is mentioned whatever else they want to hear of. */
  private isMention(row: ConversationRow): boolean {
    const mayBeNew = row.unread || row.handler.by === 'assistant';
    return row.mentioned && mayBeNew && !this.heard.get(row.id)?.mentioned;
  }

  isNew(row: ConversationRow, now: number): boolean {
    const before = this.heard.get(row.id);
    const isAgain = row.escalatedAgain && !before?.again;
    const isMention = this.isMention(row);
    if (!isMention && (!(row.unread || isAgain) || !waitsForSomebody(row))) return false;
    if (before && !isMention && (before.seq >= row.lastSeq || now - before.at < BURST_MS)) return false;
    this.heard.set(row.id, {
      ...{ seq: row.lastSeq, at: now },
      ...{ again: row.escalatedAgain, mentioned: row.mentioned },
    });
    return true;
  }
}

import type { ConversationId, EmailId, ProjectId } from '../../domain/ids.ts';
import {
  QUARANTINE_PAGE,
  type PlaceForMail,
  type QuarantinedMail,
  type QuarantinedMailDetail,
} from '../../domain/mail/judging/quarantine.ts';
import { failureOf, type Failure } from '../live/failure.ts';
import type { Client } from '../live/client.ts';

interface Deps {
  client: Client;
  projectId: ProjectId;
}

/** The mails that wait for a decision, or those that were ignored. */
export class Quarantine {
  mails = $state.raw<QuarantinedMail[]>([]);
  ignored = $state(false);
  /** The last mail of the page before this one; null: the newest are shown. */
  before = $state<EmailId | null>(null);
  phase = $state<'loading' | 'ready' | 'failed'>('loading');
  failure = $state.raw<Failure | null>(null);
  private request = 0;

  constructor(private readonly deps: Deps) {}

  /** A whole page is hardly the last one. */
  get hasOlder(): boolean {
    return this.mails.length === QUARANTINE_PAGE;
  }

  /** Another list or page: what one sees until it is here must not be taken for it. */
  show(what: { ignored: boolean; before?: EmailId | null }): void {
    this.request += 1;
    this.ignored = what.ignored;
    this.before = what.before ?? null;
    this.mails = [];
    this.phase = 'loading';
  }

  async load(): Promise<void> {
    const request = ++this.request;
    const { client, projectId } = this.deps;
    const { ignored, before } = this;
    try {
      const mails = await client.quarantine.list.query({ projectId, ignored, before });
      if (request !== this.request) return;
      this.mails = mails;
      this.phase = 'ready';
    } catch (error) {
      if (request !== this.request || this.phase === 'ready') return;
      this.failure = failureOf(error);
      this.phase = 'failed';
    }
  }

  read = (id: EmailId): Promise<QuarantinedMailDetail> =>
    this.deps.client.quarantine.get.query({ projectId: this.deps.projectId, id });

  places = (id: EmailId, search: string): Promise<PlaceForMail[]> =>
    this.deps.client.quarantine.places.query({ projectId: this.deps.projectId, id, search });

  place = (id: EmailId, into: ConversationId): Promise<{ conversationId: ConversationId }> =>
    this.deps.client.quarantine.place.mutate({ projectId: this.deps.projectId, id, into });

  begin = (id: EmailId): Promise<{ conversationId: ConversationId }> =>
    this.deps.client.quarantine.begin.mutate({ projectId: this.deps.projectId, id });

  /** @returns `posted`: it comes by the webhook. */
  fetch = (id: EmailId, providerId: string): Promise<'taken' | 'posted'> =>
    this.deps.client.quarantine.fetch.mutate({ projectId: this.deps.projectId, id, providerId });

  async setIgnored(id: EmailId, ignored: boolean): Promise<void> {
    await this.deps.client.quarantine.ignore.mutate({ projectId: this.deps.projectId, id, ignored });
    await this.load();
  }
}

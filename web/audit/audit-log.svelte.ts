import type { AuditAct } from '../../domain/project/audit.ts';
import type { AgentId, ProjectId } from '../../domain/ids.ts';
import type { Client } from '../live/client.ts';
import { failureOf, type Failure } from '../live/failure.ts';
import { dayBegins } from '../app/time.ts';
import { filePath } from './audit-words.ts';

type List = Awaited<ReturnType<Client['audit']['list']['query']>>;
export type AuditEntry = List['acts'][number];

/** What was done in a project, the newest first, as far as somebody asked for it. */
export class AuditLog {
  acts = $state.raw<AuditEntry[] | null>(null);
  actors = $state.raw<{ id: AgentId; name: string }[]>([]);
  more = $state(false);
  busy = $state(false);
  failure = $state.raw<Failure | null>(null);
  /** Empty: anything. Days are the reader's own. */
  readonly filter = $state({ act: '', agentId: '', from: '', until: '' });
  readonly filtered = $derived(Object.values(this.filter).some(Boolean));
  readonly file = $derived(filePath(this.projectId, this.asked()));
  private asking = 0;

  constructor(private readonly deps: { client: Client; projectId: ProjectId }) {}

  async load(): Promise<void> {
    const page = await this.read(null);
    if (page) this.acts = page.acts;
    this.actors = await this.deps.client.audit.actors
      .query({ projectId: this.projectId })
      .catch(() => this.actors);
  }

  async loadMore(): Promise<void> {
    const acts = this.acts ?? [];
    const page = await this.read(acts.at(-1)?.id ?? null);
    if (page) this.acts = [...acts, ...page.acts];
  }

  private get projectId(): ProjectId {
    return this.deps.projectId;
  }

  /** Of two questions the later one counts. */
  private async read(before: AuditEntry['id'] | null): Promise<List | null> {
    const asking = ++this.asking;
    this.busy = true;
    const asked = { projectId: this.projectId, ...this.asked(), before };
    const page = await this.deps.client.audit.list.query(asked).catch((error: unknown) => {
      if (asking === this.asking) this.failure = failureOf(error);
      return null;
    });
    if (asking !== this.asking) return null;
    this.busy = false;
    if (!page) return null;
    this.failure = null;
    this.more = page.more;
    return page;
  }

  private asked() {
    const { act, agentId, from, until } = this.filter;
    const [begin, end] = [dayBegins(from), dayBegins(until, 1)];
    return {
      ...(act && { act: act as AuditAct }),
      ...(agentId && { agentId: agentId as AgentId }),
      ...(begin && { from: begin }),
      ...(end && { until: end }),
    };
  }
}

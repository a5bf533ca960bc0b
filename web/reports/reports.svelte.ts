import type { ProjectId } from '../../domain/ids.ts';
import type { Counted, Report } from '../../domain/reports/report.ts';
import type { Client } from '../live/client.ts';
import { failureOf, type Failure } from '../live/failure.ts';
import type { ReportAsked } from './report-address.ts';

/** A report, or the conversations behind one of its numbers, as the address asks for it. */
export class Reports {
  report = $state.raw<Report | null>(null);
  counted = $state.raw<Counted[] | null>(null);
  more = $state(false);
  busy = $state(false);
  failure = $state.raw<Failure | null>(null);
  private asking = 0;

  constructor(private readonly deps: { client: Client; projectId: ProjectId }) {}

  async read(asked: ReportAsked): Promise<void> {
    const { client } = this.deps;
    const { part } = asked;
    await this.ask(async () => {
      const report = client.reports.read.query(this.question(asked));
      const page = part && client.reports.conversations.query({ ...this.question(asked), part, skip: 0 });
      const [read, found] = [await report, await page];
      return () => {
        this.report = read;
        this.counted = found?.conversations ?? null;
        this.more = found?.more ?? false;
      };
    });
  }

  async readMore(asked: ReportAsked): Promise<void> {
    const { part } = asked;
    const known = this.counted ?? [];
    if (!part || this.busy) return;
    await this.ask(async () => {
      const question = { ...this.question(asked), part, skip: known.length };
      const page = await this.deps.client.reports.conversations.query(question);
      return () => {
        this.counted = [...known, ...page.conversations];
        this.more = page.more;
      };
    });
  }

  /** Of two questions the later one counts. */
  private async ask(work: () => Promise<() => void>): Promise<void> {
    const asking = ++this.asking;
    this.busy = true;
    try {
      const show = await work();
      if (asking !== this.asking) return;
      this.failure = null;
      show();
    } catch (error) {
      if (asking === this.asking) this.failure = failureOf(error);
    } finally {
      if (asking === this.asking) this.busy = false;
    }
  }

  private question({ days, clock, channel }: ReportAsked) {
    return { projectId: this.deps.projectId, days, clock, ...(channel && { channel }) };
  }
}

import type { ProjectId } from '../../../domain/ids.ts';
import { WEEKDAYS } from '../../../domain/project/weekday.ts';
import type { HoursText } from '../../../domain/project/hours-text.ts';
import type { Client } from '../../live/client.ts';
import { failureOf, type Failure } from '../../live/failure.ts';

const OFFICE = '09:00–17:00';

/** What somebody begins with who never set any. */
const firstHours = (): HoursText => ({
  timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
  ...{ monday: OFFICE, tuesday: OFFICE, wednesday: OFFICE, thursday: OFFICE, friday: OFFICE },
  ...{ saturday: '', sunday: '', holidays: '' },
});

interface Saved {
  hours: HoursText | null;
  escalateAgainMinutes: number | null;
}

/** When people of a project answer, and how long nobody may, being changed. */
export class HoursForm {
  phase = $state<'loading' | 'ready' | 'failed'>('loading');
  failure = $state.raw<Failure | null>(null);
  saving = $state(false);
  /** People answer at set hours only. */
  isLimited = $state(false);
  readonly text = $state<HoursText>(firstHours());
  /** Null, or an empty field: never. */
  escalateAgainMinutes = $state<number | null>(null);
  private saved = $state('');
  readonly changed = $derived(this.phase === 'ready' && this.saved !== snapshotOf(this));
  readonly days = WEEKDAYS;

  constructor(private readonly deps: { client: Client; projectId: ProjectId }) {}

  async load(): Promise<void> {
    const { client, projectId } = this.deps;
    this.phase = 'loading';
    try {
      this.take(await client.hours.get.query({ projectId }));
      this.phase = 'ready';
    } catch (error) {
      this.failure = failureOf(error);
      this.phase = 'failed';
    }
  }

  async save(): Promise<Failure | null> {
    const { client, projectId } = this.deps;
    const hours = this.isLimited ? { ...this.text } : null;
    const { escalateAgainMinutes } = this;
    this.saving = true;
    try {
      await client.hours.save.mutate({ projectId, hours, escalateAgainMinutes });
      this.take(await client.hours.get.query({ projectId }));
      return null;
    } catch (error) {
      return failureOf(error);
    } finally {
      this.saving = false;
    }
  }

  private take({ hours, escalateAgainMinutes }: Saved): void {
    this.escalateAgainMinutes = escalateAgainMinutes;
    this.isLimited = hours !== null;
    Object.assign(this.text, hours ?? firstHours());
    this.saved = snapshotOf(this);
  }
}

const snapshotOf = ({
  isLimited,
  text,
  escalateAgainMinutes,
}: Pick<HoursForm, 'isLimited' | 'text' | 'escalateAgainMinutes'>) =>
  JSON.stringify([isLimited ? text : null, escalateAgainMinutes]);

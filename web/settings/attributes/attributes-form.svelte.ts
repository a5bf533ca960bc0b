import { keyFor, type Attribute, type AttributeType } from '../../../domain/customers/attribute.ts';
import { newId, type AttributeId, type ProjectId } from '../../../domain/ids.ts';
import type { Client } from '../../live/client.ts';
import { failureOf, type Failure } from '../../live/failure.ts';

/** An attribute being written: its choices one a line, its key once it is saved. */
export interface AttributeDraft {
  id: AttributeId;
  key: string | null;
  label: string;
  type: AttributeType;
  choices: string;
}

/** What a project wants to know about its customers, being changed. */
export class AttributesForm {
  phase = $state<'loading' | 'ready' | 'failed'>('loading');
  failure = $state.raw<Failure | null>(null);
  saving = $state(false);
  drafts = $state<AttributeDraft[]>([]);
  private saved = $state('');
  readonly changed = $derived(this.phase === 'ready' && this.saved !== JSON.stringify(this.drafts));

  constructor(private readonly deps: { client: Client; projectId: ProjectId }) {}

  async load(): Promise<void> {
    const { client, projectId } = this.deps;
    try {
      const all = await client.attributes.list.query({ projectId });
      this.drafts = all.map((each) => ({ ...each, choices: each.choices.join('\n') }));
      this.saved = JSON.stringify(this.drafts);
      this.phase = 'ready';
    } catch (error) {
      this.failure = failureOf(error);
      this.phase = 'failed';
    }
  }

  add(): void {
    this.drafts.push({ id: newId('atr'), key: null, label: '', type: 'text', choices: '' });
  }

  remove(id: AttributeId): void {
    this.drafts = this.drafts.filter((each) => each.id !== id);
  }

  /** One place up. */
  raise(id: AttributeId): void {
    const at = this.drafts.findIndex((each) => each.id === id);
    if (at <= 0) return;
    const [draft] = this.drafts.splice(at, 1);
    if (draft) this.drafts.splice(at - 1, 0, draft);
  }

  async save(): Promise<Failure | null> {
    const { client, projectId } = this.deps;
    this.saving = true;
    try {
      await client.attributes.save.mutate({ projectId, attributes: attributesOf(this.drafts) });
      await this.load();
      return null;
    } catch (error) {
      return failureOf(error);
    } finally {
      this.saving = false;
    }
  }
}

/** A new one gets the key that its label suggests. */
function attributesOf(drafts: readonly AttributeDraft[]): Attribute[] {
  const taken = drafts.flatMap(({ key }) => key ?? []);
  return drafts.map(({ id, key: known, label, type, choices }) => {
    const key = known ?? keyFor(label, taken);
    if (!known) taken.push(key);
    return { id, key, label, type, choices: type === 'choice' ? linesOf(choices) : [] };
  });
}

/** Each once. */
const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line, at, all) => line && all.indexOf(line) === at);

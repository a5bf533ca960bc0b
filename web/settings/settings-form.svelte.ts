import type { Mode } from '../../domain/assistant/modes/mode.ts';
import type { ProjectId } from '../../domain/ids.ts';
import { failureOf, type Failure } from '../live/failure.ts';
import type { Client } from '../live/client.ts';
import { budgetsOf, NO_BUDGETS } from './budget-fields.ts';
import { originsOf } from './origins.ts';

export type Settings = Awaited<ReturnType<Client['settings']['get']['query']>>;

const fieldsOf = ({
  name,
  greeting,
  language,
  supportAddress,
  furtherAddresses,
  allowedOrigins,
  model,
  embeddingModel,
  systemPrompt,
  linkHosts,
  undoSeconds,
  mailPolicy,
  closedDays,
  rawMailDays,
  visitorDays,
}: Settings) => ({
  name,
  greeting,
  language,
  supportAddress,
  furtherAddresses: [...furtherAddresses],
  origins: allowedOrigins.join('\n'),
  model: model ?? '',
  embeddingModel: embeddingModel ?? '',
  systemPrompt: systemPrompt ?? '',
  linkHosts: linkHosts.join('\n'),
  undoSeconds,
  mailPolicy,
  closedDays,
  rawMailDays,
  visitorDays,
});

const mailFieldsOf = ({ assistantAnswersMail, acknowledgesMail, ratingMailMinutes }: Settings) => ({
  assistantAnswersMail,
  acknowledgesMail,
  ratingMailMinutes,
});

const modesOf = ({ chatMode, mailMode, draftMinutes, draftThen }: Settings) => ({
  chatMode,
  mailMode,
  draftMinutes,
  draftThen,
});

type Fields = ReturnType<typeof fieldsOf> &
  ReturnType<typeof mailFieldsOf> &
  ReturnType<typeof modesOf> &
  ReturnType<typeof budgetsOf>;

/** A project's settings being changed. */
export class SettingsForm {
  settings = $state.raw<Settings | null>(null);
  fields = $state<Fields>({
    assistantAnswersMail: false,
    acknowledgesMail: false,
    ratingMailMinutes: null,
    chatMode: 'auto',
    mailMode: 'auto',
    draftMinutes: 0,
    draftThen: 'person',
    name: '',
    greeting: '',
    language: 'english',
    supportAddress: '',
    furtherAddresses: [],
    origins: '',
    model: '',
    embeddingModel: '',
    systemPrompt: '',
    linkHosts: '',
    undoSeconds: 0,
    mailPolicy: 'unlessRead',
    ...NO_BUDGETS,
    closedDays: null,
    rawMailDays: null,
    visitorDays: null,
  });
  saving = $state(false);
  failure = $state.raw<Failure | null>(null);
  private saved = $state.raw<Fields | null>(null);
  readonly changed = $derived(this.saved !== null && !sameFields(this.fields, this.saved));

  constructor(private readonly deps: { client: Client; projectId: ProjectId }) {}

  async load(): Promise<void> {
    const { client, projectId } = this.deps;
    this.failure = null;
    try {
      this.settings = await client.settings.get.query({ projectId });
      this.fields = {
        ...fieldsOf(this.settings),
        ...mailFieldsOf(this.settings),
        ...modesOf(this.settings),
        ...budgetsOf(this.settings),
      };
      this.saved = $state.snapshot(this.fields);
    } catch (error) {
      this.failure = failureOf(error);
    }
  }

  /** Whether saving makes the assistant answer otherwise. */
  get changesAssistant(): boolean {
    const { fields, saved } = this;
    if (!saved) return false;
    return fields.model !== saved.model || fields.systemPrompt !== saved.systemPrompt;
  }

  /** Whether mail is answered at all, and how, as one choice. */
  get mailMode(): Mode {
    return this.fields.assistantAnswersMail ? this.fields.mailMode : 'off';
  }
  set mailMode(mode: Mode) {
    this.fields.assistantAnswersMail = mode !== 'off';
    if (mode !== 'off') this.fields.mailMode = mode;
  }

  /** Replies leave from this further address from now on; the one they left from stays the project's. */
  sendFrom(index: number): void {
    const { fields } = this;
    const first = fields.furtherAddresses[index] ?? fields.supportAddress;
    fields.furtherAddresses[index] = fields.supportAddress;
    fields.supportAddress = first;
  }

  async save(): Promise<Failure | null> {
    const { client, projectId } = this.deps;
    const fields = $state.snapshot(this.fields);
    const { origins, linkHosts, ...rest } = fields;
    this.saving = true;
    try {
      const lists = { allowedOrigins: originsOf(origins), linkHosts: originsOf(linkHosts) };
      await client.settings.save.mutate({ projectId, ...rest, ...lists });
      this.saved = fields;
      return null;
    } catch (error) {
      return failureOf(error);
    } finally {
      this.saving = false;
    }
  }
}

function sameFields(a: Fields, b: Fields): boolean {
  return (Object.keys(a) as (keyof Fields)[]).every(
    (key) => JSON.stringify(a[key]) === JSON.stringify(b[key]),
  );
}

import { createContext } from 'svelte';
import type { AgentId, RuleId, TagId } from '../../../domain/ids.ts';
import type { BlockKind } from '../../../domain/project/block.ts';
import type { ConversationDetail } from '../../../domain/inbox/views.ts';
import type { Tag } from '../../../domain/triage/tag.ts';
import type { Priority } from '../../../domain/triage.ts';
import type { AppContext } from '../../app/app-context.svelte.ts';
import { failureOf, type Failure } from '../../live/failure.ts';
import type { OpenConversation } from '../state/open-conversation.svelte.ts';
import { untilWords } from '../../triage/moment-words.ts';
import { PRIORITY_WORDS } from './triage-words.ts';

type Doing = Promise<Failure | null>;

/** What an agent does to the conversation on the screen: each act says what it did, and offers to take it back. */
export class Acts {
  constructor(
    private readonly conversation: OpenConversation,
    private readonly app: Pick<AppContext, 'toasts' | 'tags' | 'nameOf' | 'clock' | 'client' | 'afterClose'>,
  ) {}

  snooze = (until: string | null): Doing => {
    const { detail } = this.conversation;
    const was = detail?.status === 'snoozed' ? detail.snoozedUntil : undefined;
    const back = () => (was === undefined ? this.put('unsnooze', {}) : this.put('snooze', { until: was }));
    const words = `Snoozed until ${untilWords(until, this.app.clock.now)}`;
    return this.perform(this.put('snooze', { until }), words, back, 'The snooze is taken back');
  };

  wake = (): Doing => {
    const until = this.conversation.detail?.snoozedUntil ?? null;
    const back = () => this.put('snooze', { until });
    return this.perform(this.put('unsnooze', {}), 'No longer snoozed', back, 'Snoozed again');
  };

  assign = (assignee: AgentId | null): Doing => {
    const before = this.conversation.detail?.assignee ?? null;
    const to = assignee && this.app.nameOf(assignee);
    const words = to ? `Assigned to ${to === 'You' ? 'you' : to}` : 'Nobody is assigned';
    const back = () => this.conversation.assign(before);
    return this.perform(this.conversation.assign(assignee), words, back, 'Assigned as before');
  };

  toggleTag = ({ id, name, merged }: Pick<Tag, 'id' | 'name' | 'merged'>): Doing => {
    const carried = this.conversation.detail?.tags ?? [];
    const held = [id, ...merged].filter((each) => carried.includes(each));
    if (held.length === 0) return this.addTag(id, name);
    const back = () => this.each('addTag', [id]);
    return this.perform(this.each('removeTag', held), `Removed ${name}`, back, `${name} is there again`);
  };

  /** A word that is no tag yet becomes one. */
  addNewTag = async (name: string): Doing => {
    try {
      return await this.addTag(await this.app.tags.create(name), name);
    } catch (error) {
      return this.fail(failureOf(error));
    }
  };

  private addTag(id: TagId, name: string): Doing {
    const back = () => this.each('removeTag', [id]);
    return this.perform(this.each('addTag', [id]), `Tagged ${name}`, back, `Removed ${name}`);
  }

  setPriority = (priority: Priority): Doing => {
    const before = this.conversation.detail?.priority ?? 'normal';
    const back = () => this.put('setPriority', { priority: before });
    return this.perform(
      this.put('setPriority', { priority }),
      PRIORITY_WORDS[priority],
      back,
      PRIORITY_WORDS[before],
    );
  };

  rename = (subject: string): Doing => {
    const before = this.conversation.detail?.subject;
    const back = before ? () => this.put('rename', { subject: before }) : undefined;
    return this.perform(
      this.put('rename', { subject }),
      'Subject changed',
      back,
      'The subject is what it was',
    );
  };

  takeOver = (): Doing => this.perform(this.conversation.takeOver(), 'You took over');

  /** The next one opens, or what else the agent wants then; undoing it leads back. */
  close = async (): Doing => {
    const { conversation } = this;
    const leaving = this.app.afterClose.leaving(conversation.id);
    let gone = false;
    const back = async () => {
      const failure = await conversation.reopen();
      if (!failure && gone) await leaving.back();
      return failure;
    };
    const failure = await this.perform(conversation.close(), 'Closed', back, 'Reopened');
    if (!failure) gone = await leaving.go();
    return failure;
  };

  /** Marks it, and takes nothing more from its sender where `block` says so: one undo takes both back. */
  spam = async (block: BlockKind | null): Doing => {
    const failure = await this.put('markSpam', {});
    if (failure) return this.fail(failure);
    const { conversation, app } = this;
    const about = { conversationId: conversation.id };
    const blocked =
      block && (await app.client.blocks.add.mutate({ ...about, kind: block }).catch(() => null));
    const back = async () => {
      if (block && blocked?.isNew) await app.client.blocks.undo.mutate({ ...about, kind: block });
      return this.put('unmarkSpam', {});
    };
    const words = blocked ? 'Spam, and the sender is blocked' : 'Marked as spam';
    return this.perform(Promise.resolve(null), words, back, 'It is no spam');
  };

  noSpam = (): Doing =>
    this.perform(
      this.put('unmarkSpam', {}),
      'It is no spam',
      () => this.put('markSpam', {}),
      'Marked as spam',
    );

  runRule = (ruleId: RuleId): Doing => this.perform(this.put('runRule', { ruleId }), 'The rule is asked');
  moveRule = (ruleId: RuleId, at: string): Doing =>
    this.perform(this.put('moveRule', { ruleId, at }), 'The rule runs then');
  cancelRule = (ruleId: RuleId): Doing =>
    this.perform(this.put('cancelRule', { ruleId }), 'The rule does not run this time');

  /** Anything else that has words of its own. */
  perform = async (doing: Doing, words: string, back?: () => Doing, after = 'Undone'): Doing => {
    const failure = await doing;
    if (failure) return this.fail(failure);
    const undo = back && (async () => void this.perform(back(), after));
    this.app.toasts.show({ words, undo });
    return null;
  };

  private fail(failure: Failure): Failure {
    this.app.toasts.show({ words: failure.words, failed: true });
    return failure;
  }

  private async each(name: 'addTag' | 'removeTag', ids: TagId[]): Doing {
    for (const tagId of ids) {
      const failure = await this.put(name, { tagId });
      if (failure) return failure;
    }
    return null;
  }

  private put<Name extends keyof Inputs>(name: Name, input: Inputs[Name]): Doing {
    return this.conversation.run(name, ({ conversations }, about) => {
      const { mutate } = conversations[name] as {
        mutate: (all: object) => Promise<Pick<ConversationDetail, 'status'>>;
      };
      return mutate({ ...about, ...input });
    });
  }
}

/** What each of these acts carries besides the conversation. */
interface Inputs {
  snooze: { until: string | null };
  unsnooze: object;
  addTag: { tagId: TagId };
  removeTag: { tagId: TagId };
  setPriority: { priority: Priority };
  rename: { subject: string };
  runRule: { ruleId: RuleId };
  moveRule: { ruleId: RuleId; at: string };
  cancelRule: { ruleId: RuleId };
  markSpam: object;
  unmarkSpam: object;
}

export const [actsOf, provideActs] = createContext<Acts>();

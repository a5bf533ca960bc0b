import { newId, type ProjectId } from '../../domain/ids.ts';
import type { ArticleAudience, Schedule } from '../../domain/knowledge/sources/source.ts';
import { MAX_SOURCE_FILE } from '../../domain/limits.ts';
import { failureOf, type Failure } from '../live/failure.ts';
import type { Client } from '../live/client.ts';
import type { AddedKind } from './docs-words.ts';

/** A source being added. It has its id from the beginning, so that sending it twice adds one. */
export class SourceForm {
  kind = $state<AddedKind>('site');
  address = $state('');
  filter = $state('');
  schedule = $state<Schedule>('never');
  audience = $state<ArticleAudience>('everyone');
  folder = $state('');
  question = $state('');
  answer = $state('');
  file = $state.raw<File | null>(null);
  sending = $state(false);
  private readonly id = newId('src');
  private readonly articleId = newId('art');

  constructor(private readonly deps: { client: Client; projectId: ProjectId }) {}

  /** @returns why it was not added; null: it was. */
  async add(): Promise<Failure | null> {
    this.sending = true;
    try {
      if (this.kind === 'question') await this.addQuestion();
      else if (this.kind === 'file') return await this.addFile();
      else await this.addAddress();
      return null;
    } catch (error) {
      return failureOf(error);
    } finally {
      this.sending = false;
    }
  }

  private addAddress(): Promise<void> {
    const { client, projectId } = this.deps;
    const { id, kind, address, filter, schedule, audience, folder } = this;
    if (kind !== 'site' && kind !== 'page' && kind !== 'repository') return Promise.resolve();
    return client.sources.add.mutate({ projectId, id, kind, address, filter, schedule, audience, folder });
  }

  private async addQuestion(): Promise<void> {
    const { client, projectId } = this.deps;
    const { articleId: id, question, answer, audience, folder } = this;
    await client.articles.save.mutate({ projectId, id, title: question, text: answer });
    if (audience !== 'everyone' || folder)
      await client.articles.arrange.mutate({ projectId, ids: [id], audience, folder });
  }

  private async addFile(): Promise<Failure | null> {
    const { file, id, audience, folder } = this;
    if (!file) return problem('Choose a file.');
    if (file.size > MAX_SOURCE_FILE)
      return problem(`A file may have ${MAX_SOURCE_FILE / 1_000_000} MB at most. Split it.`);
    const place = sourceFilePath(id, { project: this.deps.projectId, name: file.name, audience, folder });
    const response = await fetch(place, { method: 'PUT', body: file });
    if (response.ok) return null;
    const said = (await response.json().catch(() => ({}))) as { words?: string; message?: string };
    return problem(said.words ?? said.message ?? 'The file did not arrive. Try again.');
  }
}

const problem = (words: string): Failure => ({ code: 'bad_input', words, field: 'file' });

const sourceFilePath = (id: string, about: Record<string, string>) =>
  `/source-files/${id}?${Object.entries(about)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&')}`;

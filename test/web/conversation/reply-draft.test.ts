import type { AttachmentId } from '../../../domain/ids.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { memoryStorage } from '../../widget/memory-storage.ts';
import { attempted, cleared, restored, settled } from '../../../web/conversation/state/attempt.ts';
import { problemWords } from '../../../web/conversation/reply/problem-words.ts';
import {
  DraftStore,
  emptyDraft,
  forgetDrafts,
  keepDraftsOf,
  type ReplyDraft,
} from '../../../web/app/reply-draft.ts';

const written = (parts: Partial<ReplyDraft>): ReplyDraft => ({ ...emptyDraft(), ...parts });

describe('what an agent writes', () => {
  let kept: Map<string, string>;
  let store: DraftStore;
  beforeEach(() => {
    kept = new Map();
    store = new DraftStore({
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
      removeItem: (key) => void kept.delete(key),
    });
  });

  it('is still there after a reload', () => {
    store.write('cnv_a', written({ reply: 'Half a sen' }));
    expect(store.read('cnv_a').reply).toBe('Half a sen');
  });
  it('never appears in another conversation', () => {
    store.write('cnv_a', written({ reply: 'For a only' }));
    expect(store.read('cnv_b')).toEqual(emptyDraft());
  });
  it('leaves nothing behind once it is sent', () => {
    store.write('cnv_a', written({ reply: 'Sent soon' }));
    store.write('cnv_a', emptyDraft());
    expect(kept.size).toBe(0);
  });
  it('survives a storage that holds nonsense or refuses to write', () => {
    kept.set('throughline.draft.cnv_a', '{');
    expect(store.read('cnv_a')).toEqual(emptyDraft());
    const full = new DraftStore({
      getItem: () => null,
      setItem: () => {
        throw new Error('QuotaExceededError');
      },
      removeItem: () => undefined,
    });
    expect(() => full.write('cnv_a', written({ reply: 'x' }))).not.toThrow();
  });
});

describe('sending again', () => {
  it('uses the same id for the same text, so that it can arrive only once', () => {
    const first = attempted(written({ reply: 'Hello' }));
    expect(attempted(first).attempt.id).toBe(first.attempt.id);
    expect(attempted({ ...first, reply: 'Hello ' }).attempt.id).toBe(first.attempt.id);
  });
  it('uses a new id for another text, and for a note of the same text', () => {
    const first = attempted(written({ reply: 'Hello', note: 'Hello' }));
    expect(attempted({ ...first, reply: 'Hello there' }).attempt.id).not.toBe(first.attempt.id);
    expect(attempted({ ...first, mode: 'note' }).attempt.id).not.toBe(first.attempt.id);
  });
  it('uses a new id for other files, and takes only those along that were sent', () => {
    const file = (id: AttachmentId) => ({
      id,
      name: 'a.txt',
      contentType: 'text/plain',
      size: 1,
      inline: false,
    });
    const [one, two] = [file('att_1'), file('att_2')];
    const first = attempted(written({ reply: 'Hello', files: [one] }));
    expect(first.attempt.files).toEqual(['att_1']);
    expect(attempted(first).attempt.id).toBe(first.attempt.id);
    expect(attempted({ ...first, files: [one, two] }).attempt.id).not.toBe(first.attempt.id);
    expect(cleared({ ...first, files: [one, two] }, first.attempt.id)).toMatchObject({
      reply: '',
      files: [two],
    });
    expect(attempted(written({ mode: 'note', note: 'Hello', files: [one] })).attempt.files).toEqual([]);
  });
  it('clears the box when a try without an answer turns out to have arrived', () => {
    const tried = attempted(written({ reply: 'Hello' }));
    expect(settled(tried, [{ id: tried.attempt.id }])).toEqual(emptyDraft());
    expect(settled(tried, [{ id: 'msg_other' }])).toBe(tried);
  });
  it('keeps what was written since', () => {
    const tried = attempted(written({ reply: 'Hello' }));
    expect(cleared({ ...tried, reply: 'Hello, and more' }, tried.attempt.id)).toMatchObject({
      reply: 'Hello, and more',
      attempt: null,
    });
  });
});

it('says why a reply was not sent, and that nothing is lost', () => {
  const stale = { code: 'stale_reply' as const, words: '' };
  expect(problemWords(stale, { newerSeen: true })).toMatch(/Read it above, then send again/);
  expect(problemWords(stale, { newerSeen: false })).toMatch(/Go to the end/);
  expect(problemWords({ code: 'unreachable', words: '' }, { newerSeen: true })).toMatch(/cannot double/);
  expect(problemWords({ code: 'slow_down', words: 'Wait.' }, { newerSeen: true })).toBe('Wait.');
});

it('copies a reply to whom it was chosen for, and the next one to nobody', () => {
  const draft = { ...emptyDraft(), reply: 'Hello', cc: ['lee@example.net'] };
  const tried = attempted(draft);
  expect(tried.attempt).toMatchObject({ text: 'Hello', cc: ['lee@example.net'] });
  expect(attempted({ ...tried, cc: [] }).attempt.id).not.toBe(tried.attempt.id);
  expect(cleared(tried, tried.attempt.id)).toEqual(emptyDraft());
  const chosenSince = { ...tried, cc: ['lee@example.net', 'bo@example.net'] };
  expect(cleared(chosenSince, tried.attempt.id).cc).toEqual(chosenSince.cc);
});

describe('a reply that is taken back', () => {
  const file = (id: AttachmentId) => ({ id, name: id, contentType: 'text/plain', size: 1, inline: false });
  const held = {
    id: 'msg_a',
    agentId: 'agt_a',
    text: 'See the guide.',
    cc: ['lee@example.net'],
    files: [file('att_a')],
    at: '2026-01-01T12:00:00.000Z',
    until: '2026-01-01T12:00:05.000Z',
  } as const;
  const reply = { ...held, cc: [...held.cc], files: [...held.files] };

  it('gives back its words, its files and its readers', () => {
    expect(restored(written({ mode: 'note', note: 'For us' }), reply)).toEqual({
      ...written({ note: 'For us', reply: held.text }),
      cc: held.cc,
      files: held.files,
    });
  });

  it('stands before what was written since, and brings neither a file twice nor new readers', () => {
    const since = written({
      reply: 'And this.',
      cc: ['bo@example.net'],
      files: [file('att_b'), file('att_a')],
    });
    const draft = restored(since, reply);
    expect(draft.reply).toBe('See the guide.\n\nAnd this.');
    expect(draft.files.map(({ id }) => id)).toEqual(['att_a', 'att_b']);
    expect(draft.cc).toBeUndefined();
  });
});

describe('a browser that several agents use', () => {
  const ana = 'agt_ana0000000000000' as const;
  const ben = 'agt_ben0000000000000' as const;

  it('keeps nothing of what was written once its writer signs out', () => {
    const storage = memoryStorage();
    storage.setItem('throughline.project', 'prj_a');
    const store = new DraftStore(storage);
    store.write('cnv_a', written({ reply: 'For the customer' }));
    store.write('cnv_b', written({ note: 'For the team only' }));
    forgetDrafts(storage);
    expect([store.read('cnv_a'), store.read('cnv_b')]).toEqual([emptyDraft(), emptyDraft()]);
    expect(storage.getItem('throughline.project')).toBe('prj_a');
  });

  it('gives drafts back to their writer only when a session just ran out', () => {
    const storage = memoryStorage();
    const store = new DraftStore(storage);
    keepDraftsOf(ana, storage);
    store.write('cnv_a', written({ reply: 'Half a sen' }));
    keepDraftsOf(ana, storage);
    expect(store.read('cnv_a').reply).toBe('Half a sen');
    keepDraftsOf(ben, storage);
    expect(store.read('cnv_a')).toEqual(emptyDraft());
  });
});

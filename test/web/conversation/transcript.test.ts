import { describe, expect, it } from 'vitest';
import { newId } from '../../../domain/ids.ts';
import { merged as mergeMessages } from '../../../domain/inbox/transcript-window.ts';
import { appendPiece, isRecorded } from '../../../web/conversation/state/streamed-draft.ts';
import { arrivingItem } from '../../../web/conversation/state/arriving-item.ts';
import { transcriptItems } from '../../../web/conversation/state/transcript-items.ts';
import { message } from '../../support/people/message.ts';

const ME = 'agt_me' as const;

describe('the transcript', () => {
  it('shows each message once, in the order it was said, whatever order news comes in', () => {
    const merged = mergeMessages([message(2)], [message(3), message(1), message(2)]);
    expect(merged.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });
  it('never goes back to an older revision of a message', () => {
    const newest = message(1, { revision: 9, text: 'newest' });
    expect(mergeMessages([newest], [message(1)])).toEqual([newest]);
  });
  it('says where what is unread begins', () => {
    const items = transcriptItems([message(1), message(2)], { readSeq: 1, agentId: ME }).map(
      ({ type }) => type,
    );
    expect(items).toEqual(['day', 'message', 'unread', 'message']);
  });
  it('has no such line when everything or nothing was read', () => {
    for (const readSeq of [0, 2]) {
      expect(
        transcriptItems([message(1), message(2)], { readSeq, agentId: ME }).map(({ type }) => type),
      ).not.toContain('unread');
    }
  });
  it('begins every day with its date', () => {
    const tomorrow = message(2, { at: '2026-06-03T12:00:00.000Z' });
    expect(
      transcriptItems([message(1), tomorrow], { readSeq: 2, agentId: ME }).map(({ type }) => type),
    ).toEqual(['day', 'message', 'day', 'message']);
  });
  it('ends with what arrives, under the key that its record has', () => {
    const arriving = arrivingItem(
      { ...message(3), id: 'msg_3', author: { by: 'customer' }, cut: false },
      message(1).conversationId,
    );
    const keys = (items: ReturnType<typeof transcriptItems>) => items.map(({ key }) => key);
    const read = { readSeq: 2, agentId: ME };
    const before = transcriptItems([message(1), message(2)], { ...read, arriving: [arriving] });
    const after = transcriptItems([message(1), message(2), message(3)], read);
    expect(keys(before)).toEqual(keys(after));
    expect(before.map((item) => item.type === 'message' && item.arriving).filter(Boolean)).toEqual([true]);
  });
  it('says that it shows only the beginning of what arrives', () => {
    const { id, channel, at } = message(1);
    const said = { id, channel, at, author: { by: 'customer' } as const, text: 'A long', cut: true };
    expect(arrivingItem(said, message(1).conversationId).text).toBe('A long…');
  });
  it('lets the line run on from the channel before', () => {
    const all = [
      message(1),
      message(2, { channel: 'email' }),
      message(3, { kind: 'event' }),
      message(4, { channel: 'email' }),
    ];
    const before = transcriptItems(all, { readSeq: 0, agentId: ME }).map((item) => item.before);
    expect(before).toEqual(['widget', 'widget', 'widget', 'email', 'email']);
  });
});

describe('an answer while it is written', () => {
  const draftId = newId('dft');
  const piece = (offset: number, text: string) => ({ draftId, offset, text });

  it('grows by pieces, each applied once', () => {
    const first = appendPiece(null, piece(0, 'Hello'));
    const second = appendPiece(first, piece(5, ' world'));
    expect(appendPiece(second, piece(5, ' world'))?.text).toBe('Hello world');
  });
  it('begins again when another draft begins', () => {
    const other = { draftId: newId('dft'), offset: 0, text: 'New' };
    expect(appendPiece({ draftId, text: 'Old and long' }, other)).toEqual({
      draftId: other.draftId,
      text: 'New',
    });
  });
  it('waits for the whole when a piece is missing', () => {
    expect(appendPiece(null, piece(5, ' world'))).toBeNull();
    expect(appendPiece({ draftId, text: 'He' }, piece(5, ' world'))?.text).toBe('He');
  });
  it('ends when the recorded message is there', () => {
    const id = `msg_${draftId.slice(4)}` as const;
    expect(isRecorded({ draftId, text: 'x' }, [message(1, { id })])).toBe(true);
    expect(isRecorded({ draftId, text: 'x' }, [message(1)])).toBe(false);
  });
});

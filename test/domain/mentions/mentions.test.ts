import { describe, expect, it } from 'vitest';
import { commands } from '../../../domain/commands/commands.ts';
import { newId } from '../../../domain/ids.ts';
import { parseMarkdown } from '../../../domain/markdown/markdown.ts';
import {
  mentionBegun,
  mentionedIn,
  meant,
  mentionPieces,
  sharesName,
} from '../../../domain/mentions/mentions.ts';
import { withMentions } from '../../../domain/mentions/with-mentions.ts';
import { mentionBurst, mentionHearers, noteOfBurst } from '../../../domain/notices/mention-notice.ts';
import type { Member } from '../../../domain/notices/hearers.ts';
import { newConversation } from '../../../domain/conversation/state.ts';

const ben = { id: newId('agt'), name: 'Ben' };
const benBerg = { id: newId('agt'), name: 'Ben Berg' };
const noor = { id: newId('agt'), name: 'نور (he/him)' };
const team = [ben, benBerg, noor];

describe('a note that is written', () => {
  it('names whoever stands behind an @, the longest name first', () => {
    expect(mentionedIn('@Ben Berg, can you look?', team)).toEqual([benBerg.id]);
    expect(mentionedIn('cc @Ben and (@نور (he/him))', team)).toEqual([ben.id, noor.id]);
  });

  it('means the one of two with one name who was picked, last of all, and both where nobody was', () => {
    const other = { ...ben, id: newId('agt') };
    const alike = [ben, other];
    expect(mentionedIn('@Ben', alike)).toEqual([ben.id, other.id]);
    expect(mentionedIn('@Ben', alike, [other.id])).toEqual([other.id]);
    expect(mentionedIn('@Ben', alike, [other.id, ben.id])).toEqual([ben.id]);
    expect(mentionedIn('@Ben and @Ben', alike, [other.id, ben.id])).toEqual([ben.id, other.id]);
    expect(mentionedIn('@Ben', alike, [benBerg.id])).toEqual([ben.id, other.id]);
    expect(sharesName(ben, alike) && !sharesName(ben, team)).toBe(true);
  });

  it('names nobody in an address, a longer word or without an @', () => {
    expect(mentionedIn('ben@Ben.example, @Benjamin and Ben', team)).toEqual([]);
    expect(mentionedIn('@', team)).toEqual([]);
    expect(mentionedIn('@Ben', [])).toEqual([]);
  });

  it('asks who is meant as soon as an @ begins a word, and while up to three words are typed', () => {
    expect(mentionBegun('Ask @')).toEqual({ at: 4, query: '' });
    expect(mentionBegun('Ask (@Ben Be')).toEqual({ at: 5, query: 'Ben Be' });
    expect(mentionBegun('mail ben@ex')).toBeNull();
    expect(mentionBegun('@Ben is the one to ask about')).toBeNull();
  });

  it('finds people by the beginning of any of their names, whatever the accents', () => {
    const people = [{ name: 'Zoë Ångström' }, { name: 'Ana Zola' }, { name: 'Ben' }];
    expect(meant('zo', people).map(({ name }) => name)).toEqual(['Zoë Ångström', 'Ana Zola']);
    expect(meant('ang zo', people)).toHaveLength(1);
    expect(meant('', people)).toHaveLength(3);
  });
});

it('a name is marked where it is said, and never in code', () => {
  const blocks = withMentions(parseMarkdown('**@Ben** and `@Ben`'), ['Ben']);
  const mention = { type: 'strong', mention: true, children: [{ type: 'text', text: '@Ben' }] };
  expect(blocks).toEqual([
    {
      type: 'paragraph',
      children: [
        { type: 'strong', children: [mention] },
        { type: 'text', text: ' and ' },
        { type: 'code', text: '@Ben' },
      ],
    },
  ]);
  expect(mentionPieces('a.c @axc', ['a.c'])).toEqual([{ text: 'a.c @axc', mentions: false }]);
});

describe('who is told of a note', () => {
  const at = '2026-06-01T12:00:00Z';
  const member = (parts: Partial<Member> = {}): Member => ({
    agentId: ben.id,
    hears: false,
    roads: { mail: true, push: false, sound: true },
    quiet: null,
    awayUntil: null,
    hasRead: false,
    ...parts,
  });
  const told = (parts: Partial<Member>, mentioned = [ben.id]) =>
    mentionHearers([member(parts)], mentioned, at);

  it('whoever is mentioned, also those who want to hear of nothing else', () => {
    expect(told({}).now).toHaveLength(1);
    expect(told({}, [noor.id]).now).toEqual([]);
  });

  it('nobody who has read it, is away or has no road, and whoever is quiet when that ends', () => {
    expect(told({ hasRead: true }).now).toEqual([]);
    expect(told({ awayUntil: 'forever' }).now).toEqual([]);
    expect(told({ roads: { mail: false, push: false, sound: true } }).now).toEqual([]);
    const quiet = { from: '11:00', until: '13:30', timeZone: 'UTC' };
    expect(told({ quiet })).toEqual({ now: [], againAt: '2026-06-01T13:30:00Z' });
  });

  it('is a burst of its own, named by its note', () => {
    expect(noteOfBurst(mentionBurst('msg_1'))).toBe('msg_1');
    expect(noteOfBurst('msg_1')).toBeNull();
    expect(noteOfBurst(at)).toBeNull();
  });
});

it('an entry has each colleague once and never its author', () => {
  const state = newConversation({
    conversationId: newId('cnv'),
    projectId: newId('prj'),
    channel: 'widget',
  } as Parameters<typeof newConversation>[0]);
  const ana = newId('agt');
  const mentions = [ben.id, ana, ben.id];
  commands.addNote(
    state,
    { id: newId('msg'), text: 'Look', mentions },
    { agentId: ana, at: '2026-06-01T12:00:00Z' },
  );
  expect(state.unrecorded[0]?.mentions).toEqual([ben.id]);
  commands.addNote(
    state,
    { id: newId('msg'), text: 'Mine', mentions: [ana] },
    { agentId: ana, at: '2026-06-01T12:00:00Z' },
  );
  expect(state.unrecorded[1]).not.toHaveProperty('mentions');
});

import { expect, it } from 'vitest';
import { mailGesture } from '../../../../domain/mail/reading/mail-gesture.ts';
import { mailWith } from '../judging/inbound-mail-fixture.ts';

const answer = (subject = 'Re: Your bicycle') =>
  mailWith({
    from: { email: 'ana@customer.example', name: 'Ana Sample' },
    subject,
    header: { 'In-Reply-To': '<one@reply.example.test>' },
  });
const gesture = (
  words: string,
  { subject, reaction = null }: { subject?: string; reaction?: string | null } = {},
) => mailGesture(answer(subject), { words, reaction });

it.each([
  ['👍\n\nAna reacted via Gmail', '{"emoji":"👍","version":1}', '👍'],
  ['', '{"emoji":"🇪🇺"}', '🇪🇺'],
  ['Ana reacted to your message:\r\n❤️\r\n', null, '❤️'],
  ['Ana hat auf Ihre Nachricht reagiert:\n👍', null, '👍'],
  ['👏 Ana a réagi à votre message', null, '👏'],
  ['Ana reacted to your message:', null, null],
  ['Liked “It left yesterday.”', null, '👍'],
  ['Laughed at "It left yesterday."', null, '😂'],
  ['Mit 🎉 auf „It left yesterday.“ reagiert', null, '🎉'],
  ['👍 Ana Sample liked your message.', null, '👍'],
  ['Ο χρήστης Ana Sample αντέδρασε στο μήνυμά σας:\n1️⃣', null, '1️⃣'],
  ['👩‍💻\n\nAna Sample reagoi Gmailin kautta', null, '👩‍💻'],
  ['👍\nAna reacted via Gmail (https://mail.example/x)', null, '👍'],
])('knows a reaction: %j', (words, reaction, emoji) => {
  expect(gesture(words, { reaction })).toEqual({ what: 'reaction', emoji });
});

it.each([
  '👍',
  'Thanks! 👍',
  '👍\n\nAna Sample',
  '👍\n\nAna Sample, head of purchasing',
  'Liked it very much, thank you! 👍',
  '“It left yesterday.” Where is it?',
  'Nobody reacted to your message, so I write again.',
  'Ana reacted to your message:\n❤️\nBut the lock is still stuck.',
])('leaves what a person wrote a message: %j', (words) => {
  expect(gesture(words)).toBeNull();
});

it('knows a recall by its subject and its sentence together', () => {
  const words = 'Ana Sample would like to recall the message, "Your bicycle".';
  expect(gesture(words, { subject: 'Recall: Your bicycle' })).toEqual({ what: 'recall' });
  expect(gesture(words)).toBeNull();
  expect(gesture('Is my saddle part of it?', { subject: 'Recall: saddles' })).toBeNull();
});

it.each([
  ['Visszahívás', 'Ana Sample szeretné visszahívni a következő üzenetet: „Your bicycle”.', true],
  ['取り消し', 'Sample, Ana さんがメッセージ "Your bicycle" を取り消そうとしています。', true],
  ['[EXT] Recall', 'Ana Sample would like to recall the message, "Your bicycle".', true],
  ['Question', 'Ana Sample asks: is "Your bicycle" the right name?', false],
  ['Order', 'Please change "Your bicycle" to red. Ana Sample', false],
  ['Re', 'Ana Sample wants "Your bicycle" in red.', false],
])('knows a recall in any language by its sender and its subject: %s', (word, words, is) => {
  expect(gesture(words, { subject: `${word}: Your bicycle` })).toEqual(is ? { what: 'recall' } : null);
});

it('takes no words for an emoji, whatever the attachment says', () => {
  expect(gesture('', { reaction: '{"emoji":"<b>hi</b>"}' })).toEqual({ what: 'reaction', emoji: null });
  expect(gesture('', { reaction: 'no json' })).toEqual({ what: 'reaction', emoji: null });
});

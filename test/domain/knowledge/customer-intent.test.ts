import { expect, it } from 'vitest';
import { intentOf } from '../../../domain/knowledge/customer-intent.ts';
import { expectLinear, many } from '../../support/linear-time.ts';

it.each(['hello', 'Hi!', 'Hey there 👋', 'Good morning', 'Guten Tag', 'Bonjour !', '¡Hola!'])(
  'takes “%s” for a greeting',
  (text) => {
    expect(intentOf(text)).toBe('greeting');
  },
);

it.each([
  'thanks',
  'Thank you so much!',
  'Great, thanks!',
  'ok thx',
  'Vielen Dank',
  'merci beaucoup',
  'Muchas gracias',
])('takes “%s” for thanks', (text) => {
  expect(intentOf(text)).toBe('thanks');
});

it.each([
  'Can I talk to a human?',
  'I want to speak to a real person',
  'connect me with an agent please',
  'human please',
  'Could I chat with someone from your team?',
  'get me a person',
  'I need to speak with a representative',
  'Kann ich mit einem Menschen sprechen?',
  'Ich möchte mit einem Mitarbeiter reden.',
  'Puis-je parler à un humain ?',
  'Quiero hablar con una persona',
])('hears the wish for a person in “%s”', (text) => {
  expect(intentOf(text)).toBe('person');
});

it.each([
  'Hi, how do I install it?',
  'Thanks, but how do I install it?',
  'How do I add a person to my project?',
  'What is the user agent header?',
  'Is there a way to configure an agent in my app?',
  'How many people can use one license?',
  'How does the assistant talk to the API?',
  'Does the agent need a restart?',
  'Can I invite another person to the workspace?',
  'yes please',
  '',
  '???',
])('takes “%s” for a question', (text) => {
  expect(intentOf(text)).toBe('question');
});

it('understands “yes please” after a person was offered', () => {
  for (const text of ['Yes please!', 'ja gerne', 'oui', 'ok']) expect(intentOf(text, true)).toBe('person');
  expect(intentOf('yes, and how do I install it?', true)).toBe('question');
});

it.each(['talk to a ', 'a', 'thanks '])('reads a pasted monster in linear time: %j', (piece) => {
  expectLinear(
    (length) => many(piece, length),
    (text) => intentOf(text),
  );
});

it.each([
  ...[
    'this is useless, human please',
    'can somebody call me?',
    'GIVE ME A HUMAN NOW!!!',
    'stop this stupid bot',
  ],
  ...['A person, please', 'Einen Menschen, bitte', 'Une personne, s’il vous plaît', 'Una persona, por favor'],
  ...['Quero falar com um atendente', 'Posso parlare con una persona?', 'Ik wil een medewerker spreken'],
  ...['Jag vill prata med en människa', 'Chcę rozmawiać z człowiekiem', 'Vreau să vorbesc cu un operator'],
  ...[
    'Хочу поговорить с человеком',
    'Bir insanla konuşmak istiyorum',
    'أريد التحدث إلى شخص',
    '转人工',
    '人と話したいです',
  ],
  ...[
    'मुझे किसी इंसान से बात करनी है',
    'ขอคุยกับเจ้าหน้าที่',
    'Tôi muốn nói chuyện với nhân viên',
    '상담원 연결해 주세요',
  ],
  ...['Θέλω να μιλήσω με άνθρωπο', 'שיחה עם נציג בבקשה', 'Saya ingin bicara dengan manusia'],
])('hears the wish for a person in any language and in anger: “%s”', (text) => {
  expect(intentOf(text)).toBe('person');
});

it.each([
  'Ciao!',
  'Olá',
  'Привет',
  '你好',
  'こんにちは',
  '안녕하세요',
  'Merhaba',
  'नमस्ते',
  'مرحبا',
  'Dzień dobry',
])('takes “%s” for a greeting in its language', (text) => {
  expect(intentOf(text)).toBe('greeting');
});

it.each([
  'Grazie mille!',
  'Obrigado!',
  'Спасибо большое',
  '谢谢',
  'ありがとうございます',
  'Teşekkürler',
  'شكرا جزيلا',
])('takes “%s” for thanks in its language', (text) => {
  expect(intentOf(text)).toBe('thanks');
});

it.each([
  '为认同反对人工流产而组织的工作组叫什么？',
  'Je veux inviter une personne dans mon équipe',
  'Wie lade ich Mitarbeiter ein?',
])('takes “%s” for a question that mentions people', (text) => {
  expect(intentOf(text)).toBe('question');
});

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

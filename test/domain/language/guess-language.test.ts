import { expect, it } from 'vitest';
import {
  guessLanguage,
  languageOf,
  languageWithin,
  mailLanguage,
} from '../../../domain/language/guess-language.ts';

it.each([
  ['How do I reset my password?', 'english'],
  ['Wie setze ich mein Passwort zurück?', 'german'],
  ['Comment puis-je changer mon mot de passe ?', 'french'],
  ['¿Cómo cambio mi contraseña?', 'spanish'],
  ['Come posso cambiare la mia password?', 'italian'],
  ['Quero falar com um atendente', 'portuguese'],
  ['Hoe kan ik mijn wachtwoord wijzigen?', 'dutch'],
  ['Hur ändrar jag mitt lösenord?', 'swedish'],
  ['Jak mogę zmienić hasło?', 'polish'],
  ['Cum îmi pot schimba parola?', 'romanian'],
  ['Şifremi nasıl değiştirebilirim?', 'turkish'],
  ['Làm thế nào để đổi mật khẩu?', 'vietnamese'],
  ['Πώς αλλάζω τον κωδικό μου;', 'greek'],
  ['Как сменить пароль?', 'russian'],
  ['Як змінити пароль і пошту?', 'ukrainian'],
  ['كيف أغير كلمة المرور؟', 'arabic'],
  ['मैं पासवर्ड कैसे बदलूँ?', 'hindi'],
  ['เปลี่ยนรหัสผ่านอย่างไร', 'thai'],
  ['退款要多久？', 'chinese'],
  ['パスワードを変更するには?', 'japanese'],
  ['비밀번호를 어떻게 바꾸나요?', 'korean'],
])('knows the language of “%s”', (text, language) => {
  expect(languageOf(text)).toBe(language);
});

it.each([
  'PostgreSQL 18',
  'https://example.com/la/de/el',
  '???',
  '',
  'رمز عبور خود را چگونه تغییر دهم؟ چطور می‌گویید',
])('does not take “%s” for a language that it may not be', (text) => {
  expect(languageOf(text)).toBeNull();
  expect(guessLanguage(text, 'dutch')).toBe('dutch');
});

it('leaves a passage with a foreign name in the language of the others', () => {
  expect(languageWithin('Torneo de la Liga, Madrid: 20:00 at the stadium', 'english')).toBe('english');
});

it('acknowledges mail in English where it has no words of its own', () => {
  expect(mailLanguage('Quero falar com um atendente')).toBe('english');
  expect(mailLanguage('Ich habe eine Frage')).toBe('german');
});

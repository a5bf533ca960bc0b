import { describe, expect, it } from 'vitest';
import { readText } from '../../../../domain/mail/reading/read-reply.ts';

describe('sets apart', () => {
  it.each([
    'Sent from my iPhone',
    'Sent from Yahoo Mail on Android',
    'Get Outlook for iOS<https://aka.ms/o0ukef>',
    'Sent from Outlook for Android <https://aka.ms/AAb9ysg>',
    'Sent with Proton Mail secure email.',
    'Sent from my Galaxy, please excuse any typos.',
    'Von meinem iPhone gesendet',
    'Gesendet mit der GMX Mail App',
    'Envoyé de mon iPhone',
    'Enviado desde mi iPhone',
    'Enviado do meu iPhone',
    'Inviato da iPhone',
    'Verstuurd vanaf mijn iPhone',
    'Skickat från min iPhone',
    'Sendt fra min iPhone',
    'Lähetetty iPhonesta',
    'Wysłane z iPhone’a',
    'Odesláno z iPhonu',
    'Odoslané z iPhonu',
    'Trimis de pe iPhone',
    'Elküldve az iPhone-omról',
    'Изпратено от моя iPhone',
    'Отправлено с iPhone',
    'Надіслано з iPhone',
    'Poslano s mog iPhonea',
    'Poslato sa iPhone-a',
    'Στάλθηκε από το iPhone μου',
    'iPhone’umdan gönderildi',
    'נשלח מה-iPhone שלי',
    'أُرسلت من الـ iPhone',
    'Đã gửi từ iPhone của tôi',
    'ส่งจาก iPhone ของฉัน',
    'Dikirim dari iPhone saya',
    '나의 iPhone에서 보냄',
    'iPhoneから送信',
    '发自我的iPhone',
    '從我的 iPhone 傳送',
    'Enviat des del meu iPhone',
    'Saadetud minu iPhone’ist',
    'Nosūtīts no mana iPhone',
    'Išsiųsta iš mano „iPhone“',
    'Sent úr iPhone',
  ])('%s', (footer) => {
    expect(readText(`Yes please\n\n${footer}`).parts).toEqual([
      { kind: 'reply', text: 'Yes please' },
      { kind: 'signature', text: footer },
    ]);
  });
});

it('sets a mailing list’s footer apart', () => {
  const footer =
    '_______________________________________________\npeople mailing list\nhttps://lists.example.org/listinfo/people';
  expect(readText(`Yes please\n${footer}`).reply).toBe('Yes please');
});

it('leaves a text with a dash in it whole', () => {
  const text = `One\n--\n${Array.from({ length: 20 }, (_, i) => `Line ${i}`).join('\n')}`;
  expect(readText(text).reply).toBe(text);
});

import { describe, expect, it } from 'vitest';
import {
  partiesOf,
  UNKNOWN_PARTIES,
  type MailParties,
} from '../../../../domain/mail/reading/lines/mail-parties.ts';
import { readText } from '../../../../domain/mail/reading/read-reply.ts';

const parties: MailParties = {
  ours: ['help@acme.example'],
  ourNames: ['Acme Bikes'],
  customer: { email: 'kim@example.org', name: 'Kim Lee' },
  sent: [],
};
const own = 'The saddle squeaks.\n\nKim';
const ours = 'Hello Kim,\n\nwe sent it on Monday.\n\nAna';
const reply = (text: string, known = parties) => readText(text, known).reply;

describe('folds what comes from our address in a language that no list knows:', () => {
  it.each([
    ['a block', 'Kutoka: Ana <help@acme.example>\nIlitumwa: 24 Novemba 2026 03:40\nKwa: Kim Lee <kim@example.org>\nMada: Saddle'],
    ['a block with blank lines', 'Kutoka: Ana <help@acme.example>\n\nIlitumwa: 24 Novemba 2026\n\nKwa: kim@example.org\n\nMada: Saddle'],
    ['a block in one line', 'Kutoka: Ana <help@acme.example> Ilitumwa: 24 Novemba 2026 03:40 Kwa: Kim Lee <kim@example.org> Mada: Saddle'],
    ['a block below a frame', '-------- Ujumbe Asili --------\nKutoka: Ana <help@acme.example>\nIlitumwa: 24 Novemba 2026\nKwa: kim@example.org'],
    ['an introduction', 'Mnamo 24 Novemba 2026 03:40, Ana <help@acme.example> aliandika:'],
    ['names without addresses', 'From: Acme Bikes\nSent: Tuesday, 24 November 2026 03:40\nTo: Kim Lee'],
    ['Notes’ layout', 'Ana <help@acme.example>\n24.11.2026 03:40\n\nAn\nKim Lee <kim@example.org>\nKopie\n\nBetreff\nSaddle'],
  ])('%s', (_name, headers) => {
    expect(reply(`${own}\n\n${headers}\n\n${ours}`)).toBe(own);
  });
}); // prettier-ignore

describe('leaves the writer’s own lists and sentences, although they name us:', () => {
  it.each([
    'I wrote to help@acme.example on 24 November 2026 at 03:40:\n\nit squeaks.\n\nNobody answered.',
    'What came back:\n\nTo: <help@acme.example>\nDate: 24 November 2026\nFrom: Kim Lee <kim@example.org>\nStatus: failed\n\nWhy?',
    'Shop: help@acme.example\nBought: 24 November 2026\nNumber: 4471\n\nPlease check.',
    'On 24 November 2026 your colleague Ana <ana@acme.example> told me this:\n\nyou pay.\n\nDo you?',
    'From: Berlin\nSent: 24 November 2026 03:40\nTo: Munich\n\nCan you rebook me?',
  ])('%j', (text) => {
    expect(reply(text)).toBe(text);
    expect(reply(`${text}\n\nOn 24 Nov 2026 3:40, Ana <help@acme.example> wrote:\n> Hello`)).toBe(text);
  });
});

it('without knowing who we are, believes no header in an unknown language', () => {
  const text =
    'Owner: Ana <ana@example.org>\nCreated: 24 November 2026\nSecond: Ben <ben@example.org>\n\nIs that so?';
  expect(reply(text, UNKNOWN_PARTIES)).toBe(text);
});

it('knows what we sent, without any sign around it', () => {
  const sent = { ...parties, sent: ['Hello Kim,\n\nwe sent the saddle on Monday, as we promised.\n\nAna\n'] };
  const quoted =
    'Ana (Acme), 24-11-2026\n\nHello Kim,\n\nwe sent the saddle on Monday,\nas we promised.\n\nAna';
  expect(reply(`Thanks!\n\n${quoted}`, sent)).toBe('Thanks!');
  const cited = 'You wrote:\nwe sent the saddle on Monday, as we promised.';
  expect(reply(cited, sent)).toBe(cited);
});

it('takes whom the mail was sent to for us, whatever stands behind the plus', () => {
  const mail = {
    from: null,
    to: ['Help@Acme.example'],
    recipients: [{ email: 'help@acme.example', name: 'Acme Bikes' }],
    originalRecipient: 'reply+token@in.acme.example',
  };
  expect(partiesOf(mail)).toMatchObject({
    ours: ['reply+token@in.acme.example', 'help@acme.example'],
    ourNames: ['Acme Bikes'],
  });
  const introduction = 'Mnamo 24 Novemba 2026 03:40, Ana <reply+other@in.acme.example> aliandika:';
  expect(reply(`${own}\n\n${introduction}\n\n${ours}`, partiesOf(mail))).toBe(own);
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { postmarkInbound, toInboundMail } from '../../../../api/mail/provider/postmark-inbound.ts';
import { readMail } from '../../../../api/mail/reading/read-mail.ts';
import { isAutomatic, isBounce } from '../../../../domain/mail/judging/automatic-mail.ts';
import { UNKNOWN_PARTIES } from '../../../../domain/mail/reading/lines/mail-parties.ts';
import { corpusFolder } from '../../../support/mail/corpus.ts';
import { replyCases, scoreReplies } from '../../../support/mail/reply-corpus.ts';

const folder = corpusFolder();

/** Real mails are not part of the project: without `THROUGHLINE_CORPUS` these are skipped. */
describe.skipIf(!folder)('of real mails (skipped where the corpus of real mail is absent)', () => {
  const cases = folder ? replyCases(folder) : [];
  const score = (view: 'text' | 'html') =>
    scoreReplies(
      cases.filter((each) => each.view === view),
      (each) => readMail(each).reply,
    );

  it('reads text as people wrote it', () => {
    const { accept, lost, leak, missed } = score('text');
    expect(accept, missed.join(', ')).toBeGreaterThanOrEqual(95);
    expect(lost).toBeLessThanOrEqual(0.7);
    expect(leak).toBeLessThanOrEqual(4);
  });

  it('reads HTML as people wrote it', () => {
    const { accept, lost, leak, missed } = score('html');
    expect(accept, missed.join(', ')).toBeGreaterThanOrEqual(97);
    expect(lost).toBeLessThanOrEqual(2);
    expect(leak).toBeLessThanOrEqual(2);
  });

  const parties = { ...UNKNOWN_PARTIES, ours: ['support@example.net'] };
  const scoreOf = (part: string) =>
    scoreReplies(folder ? replyCases(join(folder, part)) : [], (each) => readMail(each, parties).reply);

  it('reads the kinds of quotes that no list of words knows', () => {
    const { accept, missed } = scoreOf('kinds');
    expect(accept, missed.join(', ')).toBe(100);
  });

  it('keeps a customer’s own words that look like headers', () => {
    const { lost, missed } = scoreOf('negatives');
    expect(lost, missed.join(', ')).toBe(0);
  });

  it('loses no word: the parts together are the whole mail', () => {
    const words = (text: string) => (text.match(/[\p{L}\p{N}]+/gu) ?? []).sort().join(' ');
    for (const each of cases.filter(({ view }) => view === 'text')) {
      const { parts } = readMail(each);
      expect(words(parts.map((part) => part.text).join('\n')), each.id).toBe(words(each.text));
    }
  });

  it('finds every bounce, most other automatic mail, and takes nobody for a machine', () => {
    const mails = folder ? ['.', 'kinds'].flatMap((part) => labelledMails(join(folder, part))) : [];
    const of = (label: 'bounce' | 'automatic' | 'person') => mails.filter((each) => each.label === label);
    expect(of('bounce').filter(({ mail }) => !isBounce(mail) || !isAutomatic(mail))).toEqual([]);
    expect(of('person').filter(({ mail }) => isAutomatic(mail) || isBounce(mail))).toEqual([]);
    expect(of('automatic').filter(({ mail }) => !isAutomatic(mail)).length).toBeLessThanOrEqual(1);
  });
});

function labelledMails(corpus: string) {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(corpus, 'mails', name), 'utf8'));
  const index = read('index.json') as { n: string; auto: boolean; bounce: boolean }[];
  return index.map(({ n, auto, bounce }) => ({
    label: bounce ? ('bounce' as const) : auto ? ('automatic' as const) : ('person' as const),
    mail: toInboundMail(postmarkInbound.parse(read(`${n}.postmark.json`))),
  }));
}

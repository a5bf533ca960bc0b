import { expect, it } from 'vitest';
import type { MailForm } from '../../../domain/mail-form.ts';
import { changedSubject, formWords } from '../../../web/conversation/mail/form-words.ts';

const mail = (subject: string, forms: MailForm[] = []) => ({
  mail: {
    ...{ from: { email: 'kim@example.org', name: '' }, copied: [], keysDisagree: false, wasInCopy: false },
    ...{ subject, forms, answerTo: null, mayRepeat: null },
  },
});
const detail = { subject: 'Your bicycle' };

it('names a subject at the message that changes it, and once', () => {
  expect(changedSubject(mail('Re: Your bicycle'), { detail, earlier: [] })).toBeNull();
  expect(changedSubject(mail('Winter tyres'), { detail, earlier: [] })).toBe('Winter tyres');
  expect(changedSubject(mail('Re: Winter tyres'), { detail, earlier: [mail('Winter tyres')] })).toBeNull();
  expect(changedSubject(mail('Winter tyres', [{ form: 'subjectOnly' }]), { detail, earlier: [] })).toBeNull();
});

it('never says that a signature is good', () => {
  expect(formWords({ form: 'signed', by: 'PGP' })).toBe('Signed with PGP (not checked)');
});

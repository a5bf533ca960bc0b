import { expect, it } from 'vitest';
import { forwardingConfirmation } from '../../../domain/doctor/forwarding-confirmation.ts';

const google = {
  from: 'forwarding-noreply@google.com',
  subject: '(#483920175) Gmail Forwarding Confirmation - Receive Mail from support@acme.com',
  text: `support@acme.com has requested to automatically forward mail to your email
address forward@reply.acme.com.
Confirmation code: 483920175

To allow support@acme.com to automatically forward mail to your email address,
please click the link below to confirm the request:

https://mail-settings.google.com/mail/vf-%5BANGjdJ8%5D-abc_DEF

If you accidentally clicked the link, please click this link to cancel it:

https://mail-settings.google.com/mail/uf-%5BANGjdJ8%5D-abc_DEF
`,
};

it('reads what Google asks', () => {
  expect(forwardingConfirmation(google)).toEqual({
    host: 'Google',
    code: '483920175',
    link: 'https://mail-settings.google.com/mail/vf-%5BANGjdJ8%5D-abc_DEF',
    mailbox: 'support@acme.com',
  });
});

it('reads it in another language', () => {
  const german = {
    ...google,
    subject: '(#483920175) Gmail-Weiterleitungsbestätigung – E-Mails von support@acme.com erhalten',
    text: 'Bestätigungscode: 483920175\nhttps://mail.google.com/mail/vf-xyz',
  };
  expect(forwardingConfirmation(german)).toMatchObject({ code: '483920175', mailbox: 'support@acme.com' });
});

it('never takes the link that refuses, nor one that leads elsewhere', () => {
  const only = (link: string) => forwardingConfirmation({ ...google, text: link })?.link;
  expect(only('https://mail-settings.google.com/mail/uf-x')).toBeNull();
  expect(only('https://mail-settings.google.com.evil.example/mail/vf-x')).toBeNull();
  expect(only('https://mail.google.com@evil.example/mail/vf-x')).toBeNull();
  expect(only('http://mail.google.com/mail/vf-x')).toBeNull();
});

it('reads the code that Outlook sends', () => {
  const outlook = {
    from: 'account-security-noreply@accountprotection.microsoft.com',
    subject: 'Confirm forwarding',
    text: 'To forward mail from help@outlook.com, enter this code:\n\n  7391045\n',
  };
  expect(forwardingConfirmation(outlook)).toMatchObject({ host: 'Microsoft', code: '7391045' });
  expect(
    forwardingConfirmation({ ...outlook, subject: 'Your security code', text: 'Code: 7391045' }),
  ).toBeNull();
});

it('takes nobody else for a mail host', () => {
  expect(
    forwardingConfirmation({ ...google, from: 'forwarding-noreply@google.com.evil.example' }),
  ).toBeNull();
  expect(forwardingConfirmation({ ...google, from: 'x@gmail.com' })).toBeNull();
  expect(
    forwardingConfirmation({ from: 'forwarding-noreply@google.com', subject: 'Hi', text: 'Hi' }),
  ).toBeNull();
});

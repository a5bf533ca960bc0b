import { expect, it } from 'vitest';
import { checkProvider, type ProviderServer } from '../../../domain/doctor/provider-checks.ts';
import type { EventWebhook } from '../../../domain/doctor/webhook-checks.ts';

const SECRET = 'f00d1234567890secretsecret42';
const OLDER = 'an-older-secret-of-the-hook';
const server: ProviderServer = {
  name: 'Acme',
  deliveryType: 'Live',
  inboundHookUrl: `https://postmark:${SECRET}@support.acme.com/webhooks/postmark/inbound`,
  inboundDomain: 'reply.acme.com',
  inboundAddress: 'a1b2@inbound.postmarkapp.com',
  rawEmail: true,
};
const hook: EventWebhook = {
  url: 'https://support.acme.com/webhooks/postmark/events',
  password: SECRET,
  delivery: true,
  bounce: true,
  spamComplaint: true,
};
const place = {
  publicUrl: 'https://support.acme.com',
  secrets: [SECRET, OLDER],
  standIn: false,
  apiUrl: 'https://api.postmarkapp.com',
  inboundDomain: 'reply.acme.com',
  inboundAddress: null,
};

function check(
  parts: { server?: Partial<ProviderServer>; webhooks?: EventWebhook[] } & Partial<typeof place> = {},
) {
  const { server: changed, webhooks = [hook], ...rest } = parts;
  const answer = { is: 'answered' as const, server: { ...server, ...changed }, webhooks };
  const checks = checkProvider({ ...place, ...rest, answer });
  return Object.fromEntries(checks.map((each) => [each.id, each]));
}

it('is content with a server that is set up right', () => {
  expect(Object.values(check()).map(({ status }) => status)).toEqual(Array(5).fill('good'));
});

it.each([
  ['nothing', '', 'broken'],
  ['another host', `https://postmark:${SECRET}@old.acme.com/webhooks/postmark/inbound`, 'broken'],
  ['another path', `https://postmark:${SECRET}@support.acme.com/inbound`, 'broken'],
  ['no password', 'https://support.acme.com/webhooks/postmark/inbound', 'broken'],
  ['a wrong password', 'https://postmark:hunter2@support.acme.com/webhooks/postmark/inbound', 'broken'],
  ['plain http', `http://postmark:${SECRET}@support.acme.com/webhooks/postmark/inbound`, 'broken'],
  ['an older secret', `https://postmark:${OLDER}@support.acme.com/webhooks/postmark/inbound`, 'attention'],
  ['no address at all', 'support', 'broken'],
])('says how an inbound webhook with %s differs, and what to enter', (_what, inboundHookUrl, status) => {
  const found = check({ server: { inboundHookUrl } })['inbound-webhook']!;
  expect(found.status).toBe(status);
  expect(found.fix).toContain('https://postmark:f00…42@support.acme.com/webhooks/postmark/inbound');
});

it('never shows a secret in full', () => {
  const words = JSON.stringify([
    check(),
    check({ server: { inboundHookUrl: '' }, webhooks: [] }),
    check({ server: { inboundHookUrl: `https://postmark:${OLDER}@elsewhere.example/x?${SECRET}` } }),
    check({
      webhooks: [
        { ...hook, url: `https://a:${SECRET}@support.acme.com/webhooks/postmark/events`, bounce: false },
      ],
    }),
  ]);
  expect(words).not.toContain(SECRET);
  expect(words).not.toContain(OLDER);
});

it('names what the event webhook does not tell', () => {
  const events = (webhooks: EventWebhook[]) => check({ webhooks })['event-webhook']!;
  expect(events([]).detail).toContain('None is set');
  expect(events([{ ...hook, url: 'https://elsewhere.example/' }]).detail).toContain('None leads here');
  expect(events([{ ...hook, password: 'wrong' }]).detail).toContain('Its password is not WEBHOOK_SECRET');
  expect(events([{ ...hook, bounce: false }]).detail).toBe('It does not tell about Bounce.');
  expect(
    events([
      { ...hook, bounce: false },
      { ...hook, delivery: false, spamComplaint: false },
    ]).status,
  ).toBe('good');
});

it('compares where answers arrive in each of the three forms', () => {
  const status = (parts: Parameters<typeof check>[0]) => check(parts)['inbound-domain']!.status;
  expect(status({ server: { inboundDomain: '' } })).toBe('broken');
  expect(status({ inboundDomain: null!, inboundAddress: 'A1B2@inbound.postmarkapp.com' as never })).toBe(
    'good',
  );
  expect(status({ inboundDomain: null!, inboundAddress: 'ffff@inbound.postmarkapp.com' as never })).toBe(
    'broken',
  );
  expect(status({ inboundDomain: null!, inboundAddress: '*@reply.acme.com' as never })).toBe('good');
});

it('says when the provider refuses the token or cannot be reached', () => {
  const [refused] = checkProvider({ ...place, answer: { is: 'refused' } });
  expect(refused).toMatchObject({
    status: 'broken',
    fix: expect.stringContaining('POSTMARK_SERVER_TOKEN') as string,
  });
  const [gone] = checkProvider({ ...place, answer: { is: 'unreachable', why: 'nobody listens there.' } });
  expect(gone).toMatchObject({
    status: 'broken',
    detail: expect.stringContaining('nobody listens') as string,
  });
});

it('notices a sandbox and a webhook without raw mail', () => {
  expect(check({ server: { deliveryType: 'Sandbox' } })['server']!.status).toBe('attention');
  expect(check({ server: { rawEmail: false } })['raw-email']!.status).toBe('attention');
  expect(check({ server: { rawEmail: false }, standIn: true })['raw-email']).toBeUndefined();
});

it('lets the local mailbox reach the api by another name of this machine', () => {
  const local = {
    publicUrl: 'http://localhost:3000',
    server: { inboundHookUrl: `http://postmark:${SECRET}@127.0.0.1:3000/webhooks/postmark/inbound` },
  };
  expect(check({ ...local, standIn: true })['inbound-webhook']!.status).toBe('good');
});

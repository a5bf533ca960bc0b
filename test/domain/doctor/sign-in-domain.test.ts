import { expect, it } from 'vitest';
import { checkSignInDomain } from '../../../domain/doctor/sign-in-domain.ts';

const base = {
  inboundDomain: 'reply.acme.com',
  providersOwn: false,
  supportAddress: 'support@acme.com',
  agentDomains: ['acme.com'],
};

it('accepts a subdomain nobody signs in with', () => {
  expect(checkSignInDomain(base).status).toBe('good');
  expect(checkSignInDomain({ ...base, supportAddress: 'support@reply.acme.com' }).status).toBe('good');
});

it('accepts the provider’s own domain', () => {
  const own = { inboundDomain: 'inbound.postmarkapp.com', providersOwn: true };
  expect(checkSignInDomain({ ...base, ...own }).status).toBe('good');
});

it.each([
  ['an agent signs in with it', { inboundDomain: 'acme.com', supportAddress: 'help@other.example' }],
  [
    'an agent signs in below it',
    { inboundDomain: 'acme.com', supportAddress: 'help@other.example', agentDomains: ['eu.Acme.com'] },
  ],
  [
    'it is the support address’s company domain',
    { inboundDomain: 'acme.com', agentDomains: ['mail.example'] },
  ],
  [
    'it is the company domain of a country',
    { inboundDomain: 'acme.co.uk', supportAddress: 'a@acme.co.uk', agentDomains: [] },
  ],
])('refuses the domain when %s', (_why, parts) => {
  const check = checkSignInDomain({ ...base, ...parts });
  expect(check.status).toBe('broken');
  expect(check.detail).toContain('confirmation link');
  expect(check.fix).toContain(`INBOUND_DOMAIN=reply.${parts.inboundDomain}`);
});

it('does not take a name that only ends alike for the same domain', () => {
  expect(checkSignInDomain({ ...base, inboundDomain: 'me.com' }).status).toBe('good');
});

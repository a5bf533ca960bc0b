import { expect, it } from 'vitest';
import { checkDns, type DnsFacts } from '../../../domain/doctor/dns-checks.ts';

const right: DnsFacts = {
  inboundDomain: 'reply.acme.com',
  supportDomain: 'acme.com',
  inboundMx: ['inbound.postmarkapp.com.'],
  supportTxt: ['v=spf1 include:spf.mtasv.net ~all', 'something else'],
  dmarcTxt: ['v=DMARC1; p=none'],
  returnPath: ['pm.mtasv.net'],
  provenSender: true,
};

const statuses = (facts: Partial<DnsFacts>) =>
  Object.fromEntries(checkDns({ ...right, ...facts }).map(({ id, status }) => [id, status]));
const one = (facts: Partial<DnsFacts>, id: string) =>
  checkDns({ ...right, ...facts }).find((check) => check.id === id)!;

it('is content with what Postmark asks for', () => {
  expect(statuses({})).toEqual({
    mx: 'good',
    dkim: 'good',
    'return-path': 'good',
    spf: 'good',
    dmarc: 'good',
  });
});

it('calls a machine without name servers neither right nor wrong', () => {
  const nowhere = { inboundMx: 'unreachable', supportTxt: 'unreachable', dmarcTxt: 'unreachable' } as const;
  const checks = checkDns({ ...right, ...nowhere, returnPath: 'unreachable', provenSender: null });
  expect(checks.map(({ status }) => status)).toEqual(Array(5).fill('attention'));
  expect(checks.filter(({ detail }) => detail.startsWith('Could not look it up'))).toHaveLength(4);
});

it('calls an MX that leads elsewhere or nowhere broken, and says what to enter', () => {
  for (const inboundMx of ['none', ['mail.acme.com']] as const) {
    const check = one({ inboundMx }, 'mx');
    expect(check.status).toBe('broken');
    expect(check.fix).toContain('reply.acme.com MX 10 inbound.postmarkapp.com');
  }
  expect(one({ inboundMx: ['inbound.postmarkapp.com', 'mail.acme.com'] }, 'mx').status).toBe('attention');
});

it('asks for no MX where the domain is Postmark’s', () => {
  expect(Object.keys(statuses({ inboundMx: null }))).not.toContain('mx');
});

it('gives hints about the support address’s domain and never calls them broken', () => {
  const bare = { supportTxt: 'none', dmarcTxt: ['x'], returnPath: ['elsewhere.example'] } as const;
  expect(statuses({ ...bare, provenSender: false })).toEqual({
    mx: 'good',
    dkim: 'attention',
    'return-path': 'attention',
    spf: 'attention',
    dmarc: 'attention',
  });
  expect(one({ supportTxt: ['v=spf1 a ~all', 'v=spf1 mx ~all'] }, 'spf').detail).toContain('several');
});

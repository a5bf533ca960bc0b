import { expect, it } from 'vitest';
import { checkMailSetup } from '../../../api/doctor/check-mail-setup.ts';
import type { DnsLookup } from '../../../api/doctor/dns-lookup.ts';
import { createProvider } from '../../../api/mail/provider/provider.ts';
import { startProduct } from '../../support/stack/start-product.ts';

it('asks the name servers for both domains, and only where Postmark itself is used', async () => {
  await using product = await startProduct({ worker: false });
  const asked: string[] = [];
  const answer = (type: string, records: string[]) => (name: string) => {
    asked.push(`${type} ${name}`);
    return Promise.resolve(records);
  };
  const dns: DnsLookup = {
    mx: answer('MX', ['inbound.postmarkapp.com']),
    txt: answer('TXT', ['v=DMARC1; p=reject']),
    cname: answer('CNAME', ['pm.mtasv.net']),
  };
  const provider = createProvider(product.config.mail);
  const { config, project } = product;
  const deps = { db: product.database.db, config, dns };
  await checkMailSetup({ ...deps, provider }, project);
  expect(asked).toEqual([]);

  const checks = await checkMailSetup({ ...deps, provider: { ...provider, standIn: false } }, project);
  expect(asked.sort()).toEqual([
    'CNAME pm-bounces.example.test',
    'MX reply.example.test',
    'TXT _dmarc.example.test',
    'TXT example.test',
  ]);
  expect(checks.find(({ id }) => id === 'mx')?.status).toBe('good');
  expect(checks.find(({ id }) => id === 'public-url')).toMatchObject({ status: 'broken' });
});

import { findNewestTestMail } from '../../db/mail/inbound/test-mails.ts';
import { checkArrivals } from '../../domain/doctor/arrival-checks.ts';
import type { Check } from '../../domain/doctor/check.ts';
import { checkDns, checkWithoutDns } from '../../domain/doctor/dns-checks.ts';
import { checkInstallation } from '../../domain/doctor/installation-checks.ts';
import { checkProvider } from '../../domain/doctor/provider-checks.ts';
import { checkSignInDomain } from '../../domain/doctor/sign-in-domain.ts';
import {
  arrivalFacts,
  askServer,
  dnsFacts,
  domainsInUse,
  reachability,
  type CheckedProject,
  type DoctorDependencies,
} from './mail-facts.ts';

/** Every check of a project's mail, made now. What cannot be asked is said in its check; only the database must answer. */
export async function checkMailSetup(deps: DoctorDependencies, project: CheckedProject): Promise<Check[]> {
  const { config, provider } = deps;
  const test = await findNewestTestMail(deps.db, project.id);
  const [ready, domains, dns, answer, arrivals] = await Promise.all([
    reachability(deps),
    domainsInUse(deps, project),
    dnsFacts(deps, { project, test }),
    askServer(provider),
    arrivalFacts(deps, { project, test }),
  ]);
  const safety = checkSignInDomain(domains);
  const place = {
    publicUrl: config.publicUrl,
    secrets: config.mail.webhookSecrets,
    standIn: provider.standIn,
  };
  return [
    checkInstallation({ publicUrl: config.publicUrl, ready, standIn: provider.standIn }),
    safety,
    ...(dns
      ? checkDns({ ...dns, inboundMx: safety.status === 'broken' ? null : dns.inboundMx })
      : [checkWithoutDns(provider.url)]),
    ...checkProvider({ ...config.mail, ...place, answer, apiUrl: provider.url }),
    ...checkArrivals(arrivals),
  ];
}

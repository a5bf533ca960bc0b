import type { Config } from '../../config.ts';
import type { Database } from '../../db/database.ts';
import { listAgentDomains, readMailTraffic } from '../../db/mail-traffic.ts';
import type { Project } from '../../db/projects.ts';
import { findNewestTestMail, type TestMail } from '../../db/test-mails.ts';
import { checkArrivals, type ArrivalFacts, type WaitingMail } from '../../domain/doctor/arrival-checks.ts';
import type { Check } from '../../domain/doctor/check.ts';
import { checkDns, checkWithoutDns, type DnsFacts } from '../../domain/doctor/dns-checks.ts';
import { checkInstallation } from '../../domain/doctor/installation-checks.ts';
import { checkProvider, type ProviderAnswer } from '../../domain/doctor/provider-checks.ts';
import { checkSignInDomain } from '../../domain/doctor/sign-in-domain.ts';
import { inboundDomain, splitAddress } from '../../domain/reply-address.ts';
import type { DnsLookup } from './dns-lookup.ts';
import { listMissedMail } from './missed-mail.ts';
import { ProviderError, type Provider } from './provider.ts';

export interface DoctorDependencies {
  db: Database;
  config: Pick<Config, 'mail' | 'publicUrl'>;
  provider: Provider;
  dns: DnsLookup;
}

type CheckedProject = Pick<Project, 'id' | 'supportAddress'>;

/** Every check of a project's mail, made now. What cannot be asked is said in its check; only the database must answer. */
export async function checkMailSetup(deps: DoctorDependencies, project: CheckedProject): Promise<Check[]> {
  const { config, provider } = deps;
  const test = await findNewestTestMail(deps.db, project.id);
  const [installation, safety, dns, server, arrivals] = await Promise.all([
    reachability(deps),
    signInDomain(deps, project),
    dnsFacts(deps, { project, test }),
    askServer(provider),
    arrivalFacts(deps, { project, test }),
  ]);
  const place = {
    publicUrl: config.publicUrl,
    secrets: config.mail.webhookSecrets,
    standIn: provider.standIn,
  };
  return [
    checkInstallation({ publicUrl: config.publicUrl, ready: installation, standIn: provider.standIn }),
    safety,
    ...(dns ? checkDns(dns) : [checkWithoutDns(provider.url)]),
    ...checkProvider({ ...config.mail, ...place, answer: server, apiUrl: provider.url }),
    ...checkArrivals(arrivals),
  ];
}

const READY_WITHIN_MS = 5_000;

async function reachability({ config }: DoctorDependencies): Promise<{ status: number } | null> {
  const signal = AbortSignal.timeout(READY_WITHIN_MS);
  const response = await fetch(`${config.publicUrl}/ready`, { signal }).catch(() => null);
  await response?.body?.cancel();
  return response && { status: response.status };
}

async function signInDomain({ db, config }: DoctorDependencies, project: CheckedProject): Promise<Check> {
  return checkSignInDomain({
    inboundDomain: inboundDomain(config.mail),
    providersOwn: isProvidersOwn(config.mail),
    supportAddress: project.supportAddress,
    agentDomains: await listAgentDomains(db, project.id),
  });
}

/** `HASH@inbound.postmarkapp.com`, which needs no record of ours. */
function isProvidersOwn(mail: Config['mail']): boolean {
  return !mail.inboundDomain && mail.inboundAddress !== null && !mail.inboundAddress.startsWith('*@');
}

/** Null with a stand-in: no name server leads to it. */
async function dnsFacts(
  { config, provider, dns }: DoctorDependencies,
  { project, test }: { project: CheckedProject; test: TestMail | null },
): Promise<DnsFacts | null> {
  if (provider.standIn) return null;
  const inbound = inboundDomain(config.mail);
  const support = splitAddress(project.supportAddress).domain.toLowerCase();
  const [inboundMx, supportTxt, dmarcTxt, returnPath] = await Promise.all([
    isProvidersOwn(config.mail) ? null : dns.mx(inbound),
    dns.txt(support),
    dns.txt(`_dmarc.${support}`),
    dns.cname(`pm-bounces.${support}`),
  ]);
  const provenSender = test?.verdict ? test.verdict === 'verified' : null;
  return {
    inboundDomain: inbound,
    supportDomain: support,
    inboundMx,
    supportTxt,
    dmarcTxt,
    returnPath,
    provenSender,
  };
}

async function askServer(provider: Provider): Promise<ProviderAnswer> {
  try {
    const [server, webhooks] = await Promise.all([provider.server(), provider.webhooks()]);
    return { is: 'answered', server, webhooks };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return error.status === 401 ? { is: 'refused' } : { is: 'unreachable', why: error.message };
  }
}

async function arrivalFacts(
  deps: DoctorDependencies,
  { project, test }: { project: CheckedProject; test: TestMail | null },
): Promise<ArrivalFacts> {
  const traffic = await readMailTraffic(deps.db, project.id);
  return {
    now: Date.now(),
    lastArrivalAt: traffic.lastArrivalAt?.getTime() ?? null,
    sentSince: traffic.sentSince,
    firstSentAt: traffic.firstSentAt?.getTime() ?? null,
    waiting: await waitingMail(deps),
    testMail: test && {
      sentAt: test.sentAt.getTime(),
      arrivedAt: test.arrivedAt?.getTime() ?? null,
      failure: test.failure,
    },
  };
}

async function waitingMail(deps: DoctorDependencies): Promise<WaitingMail | null> {
  try {
    const [missed, blocked] = await Promise.all([listMissedMail(deps), deps.provider.arrivals('blocked', 1)]);
    return { unprocessed: missed.length, blocked: blocked.total };
  } catch (error) {
    if (error instanceof ProviderError) return null;
    throw error;
  }
}

import { setTimeout } from 'node:timers/promises';
import type { Config } from '../../config.ts';
import type { Database } from '../../db/connection/database.ts';
import { listAgentDomains, readMailTraffic } from '../../db/mail/inbound/mail-traffic.ts';
import type { Project } from '../../db/project/projects.ts';
import type { TestMail } from '../../db/mail/inbound/test-mails.ts';
import type { ArrivalFacts, WaitingMail } from '../../domain/doctor/arrival-checks.ts';
import type { DnsFacts } from '../../domain/doctor/dns-checks.ts';
import type { ProviderAnswer } from '../../domain/doctor/provider-checks.ts';
import type { DomainsInUse } from '../../domain/doctor/sign-in-domain.ts';
import { inboundDomain, splitAddress } from '../../domain/mail/address/reply-address.ts';
import type { DnsLookup } from './dns-lookup.ts';
import { beginning, listMissedMail } from './missed-mail.ts';
import { ProviderError, type Provider } from '../mail/provider/provider.ts';

export interface DoctorDependencies {
  db: Database;
  config: Pick<Config, 'mail' | 'publicUrl'>;
  provider: Provider;
  dns: DnsLookup;
}

export type CheckedProject = Pick<Project, 'id' | 'supportAddress'>;

const READY_WITHIN_MS = 5_000;
/** A slow moment is not an illness: what says that it misses something is asked again once it has looked anew. */
const LOOKED_ANEW_AFTER_MS = 1_500;

export async function reachability({ config }: DoctorDependencies): Promise<{ status: number } | null> {
  const first = await askReady(config.publicUrl);
  if (first?.status !== 503) return first;
  await setTimeout(LOOKED_ANEW_AFTER_MS);
  return askReady(config.publicUrl);
}

async function askReady(publicUrl: string): Promise<{ status: number } | null> {
  const signal = AbortSignal.timeout(READY_WITHIN_MS);
  const response = await fetch(`${publicUrl}/ready`, { signal }).catch(() => null);
  await response?.body?.cancel();
  return response && { status: response.status };
}

export async function domainsInUse(
  { db, config }: DoctorDependencies,
  project: CheckedProject,
): Promise<DomainsInUse> {
  return {
    inboundDomain: inboundDomain(config.mail),
    providersOwn: isProvidersOwn(config.mail),
    supportAddress: project.supportAddress,
    agentDomains: await listAgentDomains(db, project.id),
  };
}

/** `HASH@inbound.postmarkapp.com`, which needs no record of ours. */
function isProvidersOwn(mail: Config['mail']): boolean {
  return !mail.inboundDomain && mail.inboundAddress !== null && !mail.inboundAddress.startsWith('*@');
}

/** Null with a stand-in: no name server leads to it. */
export async function dnsFacts(
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

export async function askServer(provider: Provider): Promise<ProviderAnswer> {
  try {
    const [server, webhooks] = await Promise.all([provider.server(), provider.webhooks()]);
    return { is: 'answered', server, webhooks };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return error.status === 401 ? { is: 'refused' } : { is: 'unreachable', why: error.message };
  }
}

export async function arrivalFacts(
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
    const since = await beginning(deps.db);
    const [missed, blocked] = await Promise.all([
      listMissedMail(deps),
      deps.provider.arrivals('blocked', { since, count: 1 }),
    ]);
    return { unprocessed: missed.length, blocked: blocked.total };
  } catch (error) {
    if (error instanceof ProviderError) return null;
    throw error;
  }
}

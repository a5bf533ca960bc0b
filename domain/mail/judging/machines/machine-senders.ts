import { firstHeader, headerValues, type InboundMail } from '../../inbound-mail.ts';
import { splitAddress } from '../../address/reply-address.ts';

const DAEMON = /mailer-?daemon|^mail[._-]?delivery|^double-bounce$|^mdaemon$|^postmast(?:er|ers)?-?daemon$/i;
const NO_REPLY =
  /(?:^|[._+-])(?:no|do-?not|dont|non|ne-?pas|nao|nicht|niet)[._-]?(?:reply|respond|replies|repondre|responder|responda|antworten|antwoorden|rispondere)|^nie-?odpowiadaj|^nepo?dpovidat|^noresponse|^unattended|^keine-?antwort|^nincs-?valasz|^inteszvar|_noreply$|noreply/i;
const MACHINE =
  /^(?:notif(?:y|ier|ication|ications)|alerts?|alarm|newsletters?|news|mailer|mailings?|bounces?|automat(?:ed|ic|ion)?|auto|autoresponder|autoreply|robot|bot|cron|nagios|zabbix|monitor(?:ing)?|daemon|listserv|majordomo|mailman|sympa|abuse|feedback|fbl|complaints?|system|sysadmin|webmaster|marketing|promo(?:tions)?|updates?|receipts?|invoices?|billing-noreply|jira|confluence|bugzilla|gitlab|jenkins|svn|git|wordpress)(?:[._+-].*)?$|(?:-|_)(?:bounces?|owner|request|admin|noreply|notifications?)(?:[+=].*)?$|^(?:bounce|return|prvs|srs\d?)[-+=]/i;

export interface Sender {
  /** The envelope's sender is empty, as it must be on bounces and should be on automatic answers (RFC 5321, 4.5.5). */
  nobody: boolean;
  daemon: boolean;
  postmaster: boolean;
  noReply: boolean;
  /** A name that machines use and people hardly ever. */
  machine: boolean;
}

export function senderOf(mail: InboundMail): Sender {
  const envelope = headerValues(mail, 'Return-Path').map((value) => value.replace(/[<>\s]/g, ''));
  const from = splitAddress(mail.from?.email ?? '').local;
  const every = [from, ...[...envelope, firstHeader(mail, 'Sender') ?? ''].map(localPart)];
  return {
    nobody: envelope.some((value) => value === '') || mail.from === null,
    daemon: every.some((local) => DAEMON.test(local)),
    postmaster: every.some((local) => /^postmaster$/i.test(local)),
    noReply: NO_REPLY.test(from),
    machine: MACHINE.test(from),
  };
}

const localPart = (address: string) => address.slice(0, 400).replace(/^.*</, '').split('@')[0] ?? '';

import type { InboundMail } from '../../../domain/mail/inbound-mail.ts';
import type { MailGesture } from '../../../domain/mail/reading/mail-gesture.ts';
import { openMail } from '../forms/open-mail.ts';
import type { OpenedMail } from '../forms/opened-mail.ts';
import { gestureOf } from '../judging/gesture.ts';
import type { LiftedContent } from '../lifting/lifted-content.ts';
import { toInboundMail, type PostmarkInbound } from '../provider/postmark-inbound.ts';
import { reportTexts } from '../provider/report-texts.ts';

/** A mail on its way in. */
export interface Arrival {
  /** As the provider wrote it. */
  json: PostmarkInbound;
  opened: OpenedMail;
  mail: InboundMail;
  /** What a machine's mail reports, as text. */
  report: string[];
  /** Set when it is a reaction or a recall and nothing besides. */
  gesture: MailGesture | null;
}

/** Reads a mail before anything of it is stored: what is written of its files leaves memory. */
export async function readArrival(json: PostmarkInbound, contents: LiftedContent[]): Promise<Arrival> {
  const report = reportTexts(json, contents);
  const opened = await openMail(json, contents);
  const mail = toInboundMail(opened.json, report);
  return { json, opened, mail, report, gesture: gestureOf(mail, opened) };
}

import { isLabelled } from './labelled-line.ts';
import { isBlank, type MailLine } from '../lines/mail-line.ts';

const MAX_LINES = 10;

/** Whether the writer announces what stands here: the next line above that is no "Label: value" ends with a colon. */
export function isAnnounced(lines: MailLine[], at: number): boolean {
  for (let i = at - 1; i >= Math.max(0, at - MAX_LINES); i--) {
    const line = lines[i];
    if (!line || isBlank(line)) continue;
    if (/[:：]$/.test(line.text)) return true;
    if (!isLabelled(line.text)) return false;
  }
  return false;
}

import { convert } from 'html-to-text';
import type { InboundMail } from '../../domain/inbound-mail.ts';

/** Without limits twenty thousand nested elements overflow the stack. */
const LIMITS = { maxInputLength: 1_000_000, maxDepth: 60, maxChildNodes: 5_000, ellipsis: '…' };

/** The mail's words: its text part, or what its HTML says when it has none. */
export function mailText(mail: Pick<InboundMail, 'text' | 'html'>): string {
  if (mail.text.trim() || !mail.html.trim()) return mail.text;
  return convert(mail.html, {
    wordwrap: false,
    limits: LIMITS,
    selectors: [
      { selector: 'img', format: 'skip' },
      { selector: 'a', options: { hideLinkHrefIfSameAsText: true, ignoreHref: true } },
    ],
  });
}

import type { RefusedMailReason } from '../../agent-mail.ts';
import { FOOT_MARK, refusedMailWords } from './agent-mail-reply.ts';
import { agentToken, type AgentMailBinding } from '../address/agent-token.ts';
import { escapeHtml } from '../../text/escape-html.ts';
import { headerText } from '../address/mail-address.ts';
import type { MailEnvelope, MailIdentity } from '../address/mail-envelope.ts';
import { referencesOf } from './mail-references.ts';
import { quotable, quoteAsHtml, quoteAsText, type QuotedMessage } from './mail-quote.ts';
import { REPLY_DELIMITER } from '../reading/lines/reply-delimiter.ts';
import { inboundDomain, tokenAddress } from '../address/reply-address.ts';

export interface AgentMailParts extends AgentMailBinding {
  project: { name: string; supportAddress: string };
  agent: { email: string; name: string };
  /** Null: a visitor whose name is not known. */
  customerName: string | null;
  /** False: the customer left no address, so that an answer is read in the widget only. */
  customerHasMail: boolean;
  /** The conversation's. */
  subject: string;
  /** Where the conversation stands in the inbox. */
  url: string;
  /** What the agent has not seen, oldest first. Notes are named and never quoted: this mail may be quoted to a customer. */
  unseen: QuotedMessage[];
  notesBy: string[];
  /** Null: customers wrote. Otherwise the agent's own answer, which was not sent. */
  refused: { reason: RefusedMailReason; text: string } | null;
  /** Nobody of the team has taken it yet. */
  unassigned: boolean;
  /** The colleague whose note mentions the agent; null: none does. */
  mentionedBy: string | null;
  /** They were told of that before. */
  escalatedAgain: boolean;
  /** Message-IDs of earlier mails to this agent about this conversation, oldest first. */
  thread: string[];
}

/** A mail to an agent, complete: what is new, whom an answer reaches, and how to say otherwise. */
export function composeAgentMail(parts: AgentMailParts, identity: MailIdentity): MailEnvelope {
  const token = agentToken(parts, identity.replyAddressSecrets);
  const blocks = blocksOf(parts);
  const messageId = `${token}.agent@${inboundDomain(identity)}`;
  return {
    from: { email: parts.project.supportAddress, name: senderName(parts) },
    to: parts.agent,
    replyTo: tokenAddress(token, identity),
    subject: subjectOf(parts),
    text: `${blocks.map(asText).join('\n\n')}\n`,
    html: `<!doctype html>\n<html><head><meta charset="utf-8"></head><body>\n${blocks.map(asHtml).join('\n')}\n</body></html>\n`,
    messageId,
    inReplyTo: parts.thread.at(-1) ?? null,
    references: referencesOf(parts.thread, messageId),
  };
}

type Block = { words: string; quiet?: true } | { quote: QuotedMessage };

function blocksOf(parts: AgentMailParts): Block[] {
  const { refused, notesBy, customerHasMail, unassigned, mentionedBy } = parts;
  return [
    { words: `— ${REPLY_DELIMITER} —`, quiet: true },
    ...(refused ? [{ words: refusedMailWords[refused.reason] }] : []),
    ...(mentionedBy ? [{ words: `${mentionedBy} mentioned you in a note. Read it in the inbox.` }] : []),
    ...(unassigned ? [{ words: unassignedWords(parts) }] : []),
    ...quotable(parts.unseen).map((quote) => ({ quote })),
    ...notesBy
      .filter((name) => name !== mentionedBy)
      .map((name) => ({ words: `${name} left a note for the team. Read it in the inbox.` })),
    ...(refused?.text ? [{ words: `What you had written:\n${refused.text}` }] : []),
    { words: parts.url },
    {
      words: `${FOOT_MARK} ${customerHasMail ? 'Your words go out as yours, by mail.' : 'They left no address: your words appear in the chat.'}`,
      quiet: true,
    },
    {
      words:
        'Begin the first line with /note to leave a note for the team instead, or with /close to close the conversation, after sending what you write below.',
      quiet: true,
    },
  ];
}

const unassignedWords = ({ escalatedAgain }: AgentMailParts) =>
  `${escalatedAgain ? 'Escalated again: nobody' : 'Nobody'} has taken this conversation yet. Whoever answers has it.`;

function asText(block: Block): string {
  return 'quote' in block ? quoteAsText(block.quote) : block.words;
}

function asHtml(block: Block): string {
  if ('quote' in block) return quoteAsHtml(block.quote);
  const words = escapeHtml(block.words).replace(/\r\n|\r|\n/g, '<br>\n');
  const linked = words.replace(/^(https?:\/\/\S+)$/, '<a href="$1">Open in the inbox</a>');
  return `<p${block.quiet ? ' style="color:#757575;font-size:12px"' : ''}>${linked}</p>`;
}

/** An address never stands as a name: mail programs and filters take that for a trick. */
function senderName({ customerName, project }: AgentMailParts): string {
  const customer = headerText(customerName ?? '', 60);
  const name = headerText(project.name, 60);
  return customer && !customer.includes('@') ? `${customer} (${name})` : `Throughline (${name})`;
}

function subjectOf({ subject, thread }: AgentMailParts): string {
  const own = headerText(subject, 160) || 'A new message';
  return thread.length === 0 || /^re\s*:/i.test(own) ? own : `Re: ${own}`;
}

import type { NoticeWords } from './notice.ts';

export const WEBHOOK_KINDS = ['slack', 'discord', 'teams'] as const;
export type WebhookKind = (typeof WEBHOOK_KINDS)[number];

/** A stranger's words become text and nothing else: a sign of no width stands where a mention or a link would begin. */
const NOTHING = '\u200b';
const plain = (text: string): string =>
  text
    .replace(/@/g, `@${NOTHING}`)
    .replace(/:\/\//g, `:${NOTHING}//`)
    .replace(/\bwww\./gi, (www) => `${www.slice(0, -1)}${NOTHING}.`)
    .replace(/\]\(/g, `]${NOTHING}(`);

/** The body that a service takes. Each escapes in its own way what would be more than text there. */
export function webhookPayload(kind: WebhookKind, words: NoticeWords): Record<string, unknown> {
  return PAYLOADS[kind](words);
}

/** A post that a webhook takes. A service that keeps ids knows a repetition by its. */
export const webhookPost = (kind: WebhookKind, words: NoticeWords, id: string) => ({
  headers: { 'Content-Type': 'application/json', 'User-Agent': 'Throughline', 'Idempotency-Key': id },
  body: JSON.stringify(webhookPayload(kind, words)),
});

const titleOf = ({ customer, project, again }: NoticeWords) =>
  `${again ? 'Escalated again: ' : ''}${customer} waits for somebody · ${project}`;

const PAYLOADS: Record<WebhookKind, (words: NoticeWords) => Record<string, unknown>> = {
  // https://docs.slack.dev/messaging/formatting-message-text: `&`, `<` and `>` are the only signs of control.
  // Services that are compatible with Slack know `text` alone.
  slack: (words) => {
    const title = {
      type: 'section',
      text: { type: 'plain_text', text: plain(titleOf(words)), emoji: false },
    };
    const gist = { type: 'section', text: { type: 'plain_text', text: plain(words.gist), emoji: false } };
    const link = { type: 'section', text: { type: 'mrkdwn', text: `<${words.url}|Open the conversation>` } };
    return {
      text: `${forSlack(titleOf(words))}\n${forSlack(words.gist)}\n${words.url}`,
      blocks: [title, gist, link],
      ...{ unfurl_links: false, unfurl_media: false },
    };
  },
  // https://discord.com/developers/docs/resources/webhook: nobody is mentioned; flag 4 draws no previews.
  discord: (words) => ({
    content: `**${forDiscord(titleOf(words))}**\n${forDiscord(words.gist)}\n<${words.url}>`,
    allowed_mentions: { parse: [] },
    flags: 4,
  }),
  // https://learn.microsoft.com/power-automate/teams: a card's TextBlock would read Markdown, a TextRun does not.
  teams: (words) => ({
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          body: [run(titleOf(words), { weight: 'Bolder' }), run(words.gist, {})],
          actions: [{ type: 'Action.OpenUrl', title: 'Open the conversation', url: words.url }],
        },
      },
    ],
  }),
};

const SLACK: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const forSlack = (text: string) => plain(text).replace(/[&<>]/g, (sign) => SLACK[sign] ?? sign);
const forDiscord = (text: string) => plain(text).replace(/[\\*_~`|>#[\]()<-]/g, '\\$&');
const run = (text: string, style: object) => ({
  type: 'RichTextBlock',
  inlines: [{ type: 'TextRun', text: plain(text), ...style }],
});

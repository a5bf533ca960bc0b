import type { WebhookKind } from '../../../domain/notices/webhook-payload.ts';

export const KIND_WORDS: Record<WebhookKind, { name: string; example: string }> = {
  slack: { name: 'Slack, or compatible', example: 'https://hooks.slack.com/services/…' },
  discord: { name: 'Discord', example: 'https://discord.com/api/webhooks/…' },
  teams: { name: 'Microsoft Teams', example: 'https://….logic.azure.com/workflows/…' },
};

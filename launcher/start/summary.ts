import { box } from '../terminal/box.ts';
import type { Settings } from './settings.ts';

/** What a newcomer needs next: where everything is, and how to sign in. */
export function summary(settings: Settings, env: Record<string, string>): string {
  const { ports, starts, given } = settings;
  const local = (port: number, path = '') => `http://localhost:${port}${path}`;
  return box('Throughline is running', [
    { label: 'Inbox', value: local(ports.api) },
    { label: 'Demo page', value: `${local(ports.api, '/demo')} (chat as a visitor)` },
    ...(starts.mailbox
      ? [{ label: 'Mailbox', value: `${local(ports.mailbox)} (mail a customer gets)` }]
      : []),
    ...(starts.temporal ? [{ label: 'Temporal', value: local(ports.temporalUi) }] : []),
    null,
    { label: 'Sign in', value: env['ADMIN_EMAIL'] ?? '' },
    {
      label: 'Password',
      value: given['ADMIN_PASSWORD'] ? 'as set in ADMIN_PASSWORD' : (env['ADMIN_PASSWORD'] ?? ''),
    },
    null,
    { label: 'Assistant', value: model(given) },
    { label: 'Stop', value: 'Ctrl-C' },
  ]);
}

function model(given: Record<string, string>): string {
  if (!given['LLM_API_KEY'] && !given['LLM_BASE_URL'])
    return 'quotes your docs (set LLM_API_KEY for a model)';
  return given['LLM_MODEL'] ?? 'the default model of your LLM endpoint';
}

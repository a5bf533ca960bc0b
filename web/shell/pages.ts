import type { Component } from 'svelte';
import type { ProjectProcedure } from '../../domain/contract/permissions.ts';
import type { Route } from '../app/routes.ts';

/** Some pages share one: it stays while its address changes. */
export type LoadPage = () => Promise<{ default: Component }>;

interface Place {
  /** In the window's title. */
  name: string;
  load: LoadPage;
  /** Whoever may not call this has no such page. */
  asks?: ProjectProcedure;
}

const docs = { name: 'Docs', load: () => import('../docs/DocsPage.svelte') };
const gaps = { name: 'Gaps', load: () => import('../gaps/GapsPage.svelte') };
const asks = 'settings.get';

/** What is not the inbox comes when it is wanted: nobody waits for it who came to answer. */
export const PAGES: Partial<Record<Route['page'], Place>> = {
  quarantine: { name: 'Quarantine', load: () => import('../quarantine/QuarantinePage.svelte') },
  customers: { name: 'Customers', load: () => import('../customers/CustomersPage.svelte') },
  docs,
  article: docs,
  gaps,
  corrections: gaps,
  assistant: {
    name: 'Assistant',
    load: () => import('../assistant/AssistantPage.svelte'),
    asks: 'playground.ask',
  },
  reports: { name: 'Reports', load: () => import('../reports/ReportsPage.svelte') },
  savedReplies: { name: 'Saved replies', load: () => import('../saved-replies/SavedRepliesPage.svelte') },
  rules: { name: 'Rules', load: () => import('../rules/RulesPage.svelte'), asks: 'rules.list' },
  newConversation: { name: 'New conversation', load: () => import('../writing/NewConversationPage.svelte') },
  team: { name: 'Team', load: () => import('../team/TeamPage.svelte') },
  projects: { name: 'Projects', load: () => import('../projects/ProjectsPage.svelte') },
  account: { name: 'Your account', load: () => import('../account/AccountPage.svelte') },
  notifications: { name: 'Notifications', load: () => import('../notices/NotificationsPage.svelte') },
  settings: { name: 'Settings', load: () => import('../settings/SettingsPage.svelte'), asks },
  email: { name: 'Email', load: () => import('../settings/email/EmailPage.svelte'), asks },
  model: { name: 'Model', load: () => import('../settings/model/ModelPage.svelte'), asks },
  hours: { name: 'Business hours', load: () => import('../settings/hours/HoursPage.svelte'), asks },
  webhooks: { name: 'Webhooks', load: () => import('../settings/webhooks/WebhooksPage.svelte'), asks },
  tags: { name: 'Tags', load: () => import('../settings/tags/TagsPage.svelte'), asks },
  attributes: {
    name: 'Attributes',
    load: () => import('../settings/attributes/AttributesPage.svelte'),
    asks,
  },
  audit: { name: 'Audit log', load: () => import('../audit/AuditPage.svelte'), asks },
};

import { isAtLeast, type Role } from '../project/roles.ts';
import { policy, type UpdatesOf } from './policy.ts';

type Commands = { readonly [Name in UpdatesOf<'agent'> as `conversations.${Name}`]: Role };

/** The contract says it of each command. */
const commands = Object.fromEntries(
  Object.entries(policy.updates).map(([name, { role }]) => [`conversations.${name}`, role]),
) as Commands;

/**
 * The least role in a project that each of its procedures asks for, by its path. What is not here is open to nobody. The api
 * enforces it before a procedure runs; the inbox hides what it would refuse.
 */
export const permissions = {
  ...commands,
  'conversations.list': 'agent',
  'conversations.counts': 'agent',
  'conversations.get': 'agent',
  'conversations.earlier': 'agent',
  'conversations.markRead': 'agent',
  'conversations.markUnread': 'agent',
  'conversations.watch': 'agent',
  'conversations.inboxEvents': 'agent',
  'conversations.transcriptEvents': 'agent',
  'conversations.mergeCandidates': 'agent',
  'conversations.liftSuppression': 'agent',
  'bulk.begin': 'agent',
  'bulk.undo': 'agent',
  'views.list': 'agent',
  'views.counts': 'agent',
  'views.save': 'agent',
  'views.remove': 'agent',
  'conversations.begin': 'agent',
  'conversations.knownAddresses': 'agent',
  'savedReplies.list': 'agent',
  'savedReplies.save': 'agent',
  'savedReplies.remove': 'agent',
  'presence.say': 'agent',
  'quarantine.list': 'agent',
  'quarantine.get': 'agent',
  'quarantine.places': 'agent',
  'quarantine.place': 'agent',
  'quarantine.begin': 'agent',
  'quarantine.fetch': 'agent',
  'quarantine.ignore': 'agent',
  'mails.original': 'agent',
  'blocks.add': 'agent',
  'blocks.undo': 'agent',
  'blocks.list': 'admin',
  'blocks.lift': 'admin',
  'customers.list': 'agent',
  'customers.get': 'agent',
  'customers.save': 'agent',
  'customers.addAddress': 'agent',
  'customers.removeAddress': 'agent',
  'customers.merge': 'agent',
  'customers.unmerge': 'agent',
  'attributes.list': 'agent',
  'attributes.save': 'admin',
  'tags.list': 'agent',
  'tags.create': 'agent',
  'tags.counts': 'admin',
  'tags.save': 'admin',
  'tags.merge': 'admin',
  'tags.remove': 'admin',
  'erasing.conversation': 'admin',
  'erasing.customer': 'admin',
  'articles.list': 'agent',
  'articles.get': 'agent',
  'articles.save': 'admin',
  'articles.remove': 'admin',
  'reports.read': 'agent',
  'reports.conversations': 'agent',
  'settings.ceilings': 'agent',
  'settings.get': 'admin',
  'settings.save': 'admin',
  'firstSteps.get': 'admin',
  'firstSteps.dismiss': 'admin',
  'firstSteps.show': 'admin',
  'hours.get': 'admin',
  'hours.save': 'admin',
  'notices.get': 'agent',
  'notices.save': 'agent',
  'notices.turnOn': 'agent',
  'notices.turnOff': 'agent',
  'notices.sendTest': 'agent',
  'webhooks.list': 'admin',
  'webhooks.add': 'admin',
  'webhooks.remove': 'admin',
  'webhooks.sendTest': 'admin',
  'mailSetup.alarm': 'agent',
  'mailSetup.get': 'admin',
  'mailSetup.checks': 'admin',
  'mailSetup.sendTest': 'admin',
  'mailSetup.fetchMissed': 'admin',
  'mailSetup.saveSenderName': 'admin',
  'audit.list': 'admin',
  'audit.actors': 'admin',
  'projects.archive': 'owner',
  'projects.restore': 'owner',
  'projects.delete': 'owner',
  'team.list': 'agent',
  'team.leave': 'agent',
  'team.invite': 'admin',
  'team.inviteAgain': 'admin',
  'team.revoke': 'admin',
  'team.changeRole': 'admin',
  'team.remove': 'admin',
  'team.requireSecondStep': 'owner',
} as const satisfies Record<string, Role>;

export type ProjectProcedure = keyof typeof permissions;

export const isProjectProcedure = (path: string): path is ProjectProcedure =>
  Object.hasOwn(permissions, path);

export const may = (role: Role, procedure: ProjectProcedure): boolean =>
  isAtLeast(role, permissions[procedure]);

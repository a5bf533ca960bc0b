/** All tables as one, which is how drizzle takes them. */
export * from './schema/team.ts';
export * from './schema/people.ts';
export * from './schema/conversations.ts';
export * from './schema/messages.ts';
export * from './schema/parked.ts';
export * from './schema/outbound-mail.ts';
export * from './schema/inbound-mail.ts';
export * from './schema/knowledge.ts';
export * from './schema/erasures.ts';
export * from './schema/relations.ts';

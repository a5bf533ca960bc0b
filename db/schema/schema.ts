/** All tables as one, which is how drizzle takes them. */
export * from './team.ts';
export * from './sign-in.ts';
export * from './joining.ts';
export * from './people.ts';
export * from './conversations.ts';
export * from './tags.ts';
export * from './messages.ts';
export * from './mentions.ts';
export * from './parked.ts';
export * from './outbound-mail.ts';
export * from './inbound-mail.ts';
export * from './knowledge.ts';
export * from './erasures.ts';
export * from './audit.ts';
export * from './notices.ts';
export * from './relations.ts';

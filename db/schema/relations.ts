import { relations } from 'drizzle-orm';
import { conversations } from './base/conversations.ts';
import { inboundEmails } from './inbound-mail.ts';
import { messages } from './base/messages.ts';
import { deliveries } from './base/messages.ts';
import { customers } from './base/people.ts';
import { projects } from './base/team.ts';

export const messageRelations = relations(messages, ({ one }) => ({
  delivery: one(deliveries, { fields: [messages.deliveryId], references: [deliveries.id] }),
  email: one(inboundEmails, { fields: [messages.emailId], references: [inboundEmails.id] }),
}));

export const conversationRelations = relations(conversations, ({ one }) => ({
  customer: one(customers, { fields: [conversations.customerId], references: [customers.id] }),
  project: one(projects, { fields: [conversations.projectId], references: [projects.id] }),
}));

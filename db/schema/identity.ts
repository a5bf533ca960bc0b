import { boolean, foreignKey, index, pgTable, text, unique } from 'drizzle-orm/pg-core';
import type { Id, ProjectId, VisitorId } from '../../domain/ids.ts';
import { createdAt } from './base/columns.ts';
import { visitors } from './base/people.ts';
import { projects } from './base/team.ts';

/** With which a project's site signs who is signed in there. Two are valid while one takes the other's place. */
export const identitySecrets = pgTable(
  'identity_secrets',
  {
    id: text().$type<Id<'ids'>>().primaryKey(),
    projectId: text()
      .$type<ProjectId>()
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    /** Whoever knows it can be any customer of the project. */
    secret: text().notNull(),
    createdAt: createdAt(),
  },
  (table) => [index().on(table.projectId)],
);

/** What a site said, and signed, about a visitor who is signed in there: the same one on all their devices. */
export const identities = pgTable(
  'identities',
  {
    visitorId: text().$type<VisitorId>().primaryKey(),
    projectId: text().$type<ProjectId>().notNull(),
    /** What the site calls them. */
    sub: text().notNull(),
    name: text(),
    /** Lower case. */
    email: text(),
    emailVerified: boolean().notNull().default(false),
    createdAt: createdAt(),
  },
  (table) => [
    unique().on(table.projectId, table.sub),
    index().on(table.projectId, table.email),
    foreignKey({
      columns: [table.projectId, table.visitorId],
      foreignColumns: [visitors.projectId, visitors.id],
    }).onDelete('cascade'),
  ],
);

/** What a site said last. */
export const identityColumns = {
  sub: identities.sub,
  name: identities.name,
  email: identities.email,
  emailVerified: identities.emailVerified,
};

import { and, asc, eq, isNull, or, sql } from 'drizzle-orm';
import type { ProjectId, TagId } from '../../domain/ids.ts';
import { MAX_TAGS } from '../../domain/limits.ts';
import { hueOf, idsOfTag, type Hue, type Tag } from '../../domain/triage/tag.ts';
import { notify } from '../connection/feed.ts';
import type { Queryable } from '../connection/database.ts';
import { conversations, tags } from '../schema/schema.ts';

type Place = { projectId: ProjectId; id: TagId };

const here = ({ projectId, id }: Place) => and(eq(tags.projectId, projectId), eq(tags.id, id));

/** The tags of a project that can be given, by name. */
export async function listTags(db: Queryable, projectId: ProjectId): Promise<Tag[]> {
  const rows = await db
    .select({ id: tags.id, name: tags.name, hue: tags.hue, mergedInto: tags.mergedInto })
    .from(tags)
    .where(eq(tags.projectId, projectId))
    .orderBy(asc(sql`lower(${tags.name})`));
  return rows
    .filter(({ mergedInto }) => mergedInto === null)
    .map(({ id, name, hue }) => {
      const merged = rows.filter(({ mergedInto }) => mergedInto === id).map((each) => each.id);
      return { id, name, hue: hue as Hue, merged };
    });
}

/** On how many conversations each is. */
export async function countTagged(
  db: Queryable,
  projectId: ProjectId,
): Promise<{ id: TagId; count: number }[]> {
  const known = await listTags(db, projectId);
  return Promise.all(
    known.map(async (tag) => {
      const ids = sql`array[${sql.join(
        idsOfTag(tag).map((id) => sql`${id}`),
        sql`, `,
      )}]::text[]`;
      const isTagged = and(eq(conversations.projectId, projectId), sql`${conversations.tags} && ${ids}`);
      return { id: tag.id, count: await db.$count(conversations, isTagged) };
    }),
  );
}

/** The name of a tag that can be given; null: there is none of this id. */
export async function nameOfTag(db: Queryable, place: Place): Promise<string | null> {
  const [row] = await db
    .select({ name: tags.name })
    .from(tags)
    .where(and(here(place), isNull(tags.mergedInto)));
  return row?.name ?? null;
}

/** A tag by its name, which is made where there is none. @returns null when the project has too many, or the id is another's. */
export async function createTag(
  tx: Queryable,
  { projectId, id, name }: Place & { name: string },
): Promise<{ id: TagId; isNew: boolean } | null> {
  const known = await listTags(tx, projectId);
  const same = named(known, name);
  if (same) return { id: same.id, isNew: false };
  if (known.length >= MAX_TAGS) return null;
  const [made] = await tx
    .insert(tags)
    .values({ id, projectId, name, hue: hueOf(name) })
    .onConflictDoNothing()
    .returning({ id: tags.id });
  if (!made) {
    const other = named(await listTags(tx, projectId), name);
    return other ? { id: other.id, isNew: false } : null;
  }
  await notify(tx, { kind: 'tags', projectId });
  return { id: made.id, isNew: true };
}

const named = (known: Tag[], name: string) =>
  known.find((each) => each.name.toLowerCase() === name.toLowerCase());

/** Another name or colour. @returns what it was; null: there is no such tag, or another one has that name. */
export async function saveTag(
  tx: Queryable,
  { name, hue, ...place }: Place & { name: string; hue: Hue },
): Promise<{ name: string; hue: number } | 'taken' | null> {
  const { projectId, id } = place;
  const known = await listTags(tx, projectId);
  const before = known.find((each) => each.id === id);
  if (!before) return null;
  if (known.some((each) => each.id !== id && each.name.toLowerCase() === name.toLowerCase())) return 'taken';
  await tx
    .update(tags)
    .set({ name, hue, updatedAt: sql`now()` })
    .where(here(place));
  await notify(tx, { kind: 'tags', projectId });
  return { name: before.name, hue: before.hue };
}

/** Whatever carries the one carries the other from now on. @returns their names; null: they are not two tags of this project. */
export async function mergeTags(
  tx: Queryable,
  { projectId, id, into }: Place & { into: TagId },
): Promise<{ name: string; into: string } | null> {
  const known = await listTags(tx, projectId);
  const [from, target] = [id, into].map((each) => known.find((tag) => tag.id === each));
  if (!from || !target || from === target) return null;
  await tx
    .update(tags)
    .set({ mergedInto: into, updatedAt: sql`now()` })
    .where(and(eq(tags.projectId, projectId), or(eq(tags.id, id), eq(tags.mergedInto, id))));
  await notify(tx, { kind: 'tags', projectId });
  return { name: from.name, into: target.name };
}

/** Conversations keep an id that stands for nothing. @returns its name; null: there was none. */
export async function removeTag(tx: Queryable, place: Place): Promise<string | null> {
  const [gone] = await tx
    .delete(tags)
    .where(and(here(place), isNull(tags.mergedInto)))
    .returning({ name: tags.name });
  if (gone) await notify(tx, { kind: 'tags', projectId: place.projectId });
  return gone?.name ?? null;
}

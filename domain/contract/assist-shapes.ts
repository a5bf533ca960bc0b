import { z } from 'zod';
import type { CallOf, CallShapes } from '../../rpc/one-call.ts';
import { REWRITES } from '../assistant/assist/rewrite.ts';
import { MAX_AGENT_TEXT } from '../limits.ts';
import { conversationIdSchema, idSchema, messageId } from './schemas.ts';

const about = z.strictObject({ projectId: idSchema('prj'), conversationId: conversationIdSchema });
const source = z.object({
  passageId: idSchema('psg'),
  articleId: idSchema('art'),
  title: z.string(),
  heading: z.string().nullable(),
  url: z.string().exactOptional(),
});
const problem = z.object({ problem: z.string() });

/** What an agent may ask the assistant for: what goes in, and what comes out. Nothing of it is recorded or sent. */
export const assistShapes = {
  /** The docs' best passages for what the customer wants, best first. */
  passages: { input: about, output: z.object({ passages: source.extend({ text: z.string() }).array() }) },
  /** A reply in the customer's language. `problem`: why there is none, in words. */
  suggest: {
    input: about,
    output: z.union([z.object({ text: z.string(), sources: source.array() }), problem]),
  },
  rewrite: {
    input: about.extend({ text: z.string().trim().min(1).max(MAX_AGENT_TEXT), how: z.enum(REWRITES) }),
    output: z.union([z.object({ text: z.string() }), problem]),
  },
  /** `into` and `from` are primary tags of BCP 47; `from` is null where the language is not told by its words. */
  translate: {
    input: about.extend({ messageId, into: z.string().regex(/^[a-z]{2,3}$/) }),
    output: z.union([z.object({ text: z.string(), from: z.string().nullable() }), problem]),
  },
} as const satisfies CallShapes;

export type AssistShapes = typeof assistShapes;
/** What the workflow `assist` is started with. */
export type AssistCall = CallOf<AssistShapes>;
export type AssistName = keyof AssistShapes;
export type AssistInput<Name extends AssistName> = z.output<AssistShapes[Name]['input']>;
export type AssistAnswer<Name extends AssistName = AssistName> = z.output<AssistShapes[Name]['output']>;

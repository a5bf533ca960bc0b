import type { OperatorService } from '@temporalio/client';
import proto from '@temporalio/proto';
import { SEARCH_ATTRIBUTES } from './domain/search-attributes.ts';

/**
 * Both processes do this before they begin: whichever comes first to a new server starts or serves the first conversation, and
 * a server refuses one whose attributes it does not know. Idempotent. One at a time, because a server that knows one of several
 * makes none of them. A server that refuses (Temporal Cloud) has them made by its operator; see README.
 * @throws when the server does not know them afterwards.
 */
export async function registerSearchAttributes(operator: OperatorService, namespace: string): Promise<void> {
  const { INDEXED_VALUE_TYPE_KEYWORD } = proto.temporal.api.enums.v1.IndexedValueType;
  for (const name of Object.values(SEARCH_ATTRIBUTES)) {
    const searchAttributes = { [name]: INDEXED_VALUE_TYPE_KEYWORD };
    await operator.addSearchAttributes({ namespace, searchAttributes }).catch((error: unknown) => {
      if (!/already exist/i.test(String(error)) && !isLeftToOperator(error)) throw error;
    });
  }
  await requireSearchAttributes(operator, namespace);
}

/** A conversation that sets one the server does not know would fail at every attempt: better not to begin. */
async function requireSearchAttributes(operator: OperatorService, namespace: string): Promise<void> {
  const known = await operator.listSearchAttributes({ namespace }).catch((error: unknown) => {
    if (!isLeftToOperator(error)) throw error;
    return null;
  });
  const missing = Object.values(SEARCH_ATTRIBUTES).filter((name) => known && !known.customAttributes[name]);
  if (missing.length === 0) return;
  throw new Error(
    `Temporal does not know ${missing.join(', ')}. Create them, of type Keyword; see README, Temporal Cloud.`,
  );
}

/** PERMISSION_DENIED and UNIMPLEMENTED of gRPC. */
const LEFT_TO_OPERATOR = [7, 12];

function isLeftToOperator(error: unknown): boolean {
  return error instanceof Error && 'code' in error && LEFT_TO_OPERATOR.includes(Number(error.code));
}

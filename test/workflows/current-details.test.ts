import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { workflowIdOf } from '../../domain/conversation/conversation-start.ts';
import { eventually } from '../support/eventually.ts';
import { startProduct } from '../support/stack/start-product.ts';
import { beginVisit } from '../support/people/visitor-client.ts';

it('tells Temporal’s UI what comes next, also when a draft ended and nothing is left to do', async () => {
  await using product = await startProduct();
  const visit = await beginVisit(product);
  await visit.say('Hello');
  await eventually('the answer', async () => {
    const { rows } = await product.database.db.execute(
      sql`select 1 from messages where author->>'by' = 'assistant'`,
    );
    return rows.length > 0;
  });
  const handle = product.client.workflow.getHandle(workflowIdOf(visit.conversationId));
  const details = async () =>
    (await handle.query<{ currentDetails: string }>('__temporal_workflow_metadata')).currentDetails;
  const told = await eventually('the truth', async () => {
    const text = await details();
    return !text.includes('the assistant answers') && text;
  });
  expect(told).toContain('- Messages: 2');
  expect(told).toContain('- Next: the customer writes');
  expect(told).toContain('- Last answer: smalltalk; 0 passage(s)');
});

import { expect, it } from 'vitest';
import { createKnownQuirks } from '../../../activities/assistant/model/known-quirks.ts';
import { NO_QUIRKS } from '../../../domain/assistant/quirks.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';

const own = ownDatabase();

it('what one process learnt of a model the next one knows, of this model at this endpoint only', async () => {
  const learnt = { ...NO_QUIRKS, tools: false, halved: 1 };
  await createKnownQuirks('https://ana:secret@models.example/v1/', own.db).learn('small', learnt);
  const next = createKnownQuirks('https://models.example/v1', own.db);
  expect(await next.of('small')).toEqual(learnt);
  expect(await next.of('large')).toEqual(NO_QUIRKS);
  expect(await createKnownQuirks('https://other.example/v1', own.db).of('small')).toEqual(NO_QUIRKS);
});

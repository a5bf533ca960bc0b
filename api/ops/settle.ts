import { setTimeout as sleep } from 'node:timers/promises';
import { findParked } from '../../db/conversation/parked.ts';
import { OPERATOR } from '../../domain/contract/contract.ts';
import { idSchema } from '../../domain/contract/schemas.ts';
import { newId } from '../../domain/ids.ts';
import type { OpsDependencies } from './verb.ts';

/** A conversation that is cold is awake within seconds; whoever waits longer looks at `parked`. */
const SETTLED_WITHIN_MS = 20_000;
const PAUSE_MS = 200;

/** Asks the entry's conversation, its only writer, and waits for what becomes of it. */
export async function settle(
  { db, gateway, say }: OpsDependencies,
  { id, command }: { id: string; command: 'retryParked' | 'skipParked' },
): Promise<boolean> {
  const parkedId = idSchema('prk').safeParse(id).data;
  const before = parkedId && (await findParked(db, parkedId));
  if (!parkedId || !before)
    return answer(say, { well: false, words: `Nothing is parked as ${id || '(no id)'}.` });
  if (before.state !== 'waiting')
    return answer(say, { well: true, words: `${id} is ${before.state} already.` });
  await gateway.update(command, before.conversationId, { id: newId('msg'), parkedId }, OPERATOR);
  const deadline = Date.now() + SETTLED_WITHIN_MS;
  while (Date.now() < deadline) {
    await sleep(PAUSE_MS);
    const now = await findParked(db, parkedId);
    if (now?.state === 'recorded' || now?.state === 'skipped')
      return answer(say, { well: true, words: `${id} is ${now.state}.` });
    if (now?.state === 'waiting' && now.attempts > before.attempts)
      return answer(say, { well: false, words: `${id} was refused again: ${now.error}` });
  }
  return answer(say, { well: false, words: `${id} is still being tried. Look at \`parked\` in a while.` });
}

function answer(say: OpsDependencies['say'], { well, words }: { well: boolean; words: string }): boolean {
  say(words);
  return well;
}

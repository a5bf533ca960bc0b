import { createTRPCClient, type TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import { beforeEach, expect, it } from 'vitest';
import type { AppRouter } from '../../../api/routers/app.ts';
import { newId } from '../../../domain/ids.ts';
import { answersInOrder } from '../../../web/live/answers-in-order.ts';

/** What was asked and how to answer it, in the order of asking. */
let asked: { path: string; answer(data: unknown): void; fail(): void; isGivenUp: boolean }[] = [];

const wire: TRPCLink<AppRouter> =
  () =>
  ({ op }) =>
    observable((observer) => {
      const question = {
        path: op.path,
        isGivenUp: false,
        answer: (data: unknown) => {
          observer.next({ result: { type: 'data', data } });
          observer.complete();
        },
        fail: () => observer.error(new Error('No answer') as never),
      };
      asked.push(question);
      return () => void (question.isGivenUp = true);
    });

const client = createTRPCClient<AppRouter>({ links: [answersInOrder(), wire] });
const projectId = newId('prj');
const tags = (of = projectId) => client.tags.list.query({ projectId: of });

beforeEach(() => (asked = []));

it('gives the newer answer to whoever asked the same before, and gives up the older question', async () => {
  const answers = [tags(), tags(), tags()];
  asked[1]!.answer(['new']);
  expect(await Promise.all(answers.slice(0, 2))).toEqual([['new'], ['new']]);
  expect(asked.map(({ isGivenUp }) => isGivenUp)).toEqual([true, true, false]);
  asked[0]!.answer(['old']);
  asked[2]!.answer(['newest']);
  expect(await answers[2]).toEqual(['newest']);
});

it('takes answers as they come where they come in order', async () => {
  const answers = [tags(), tags()];
  asked[0]!.answer(['old']);
  expect(await answers[0]).toEqual(['old']);
  asked[1]!.answer(['new']);
  expect(await answers[1]).toEqual(['new']);
});

it('leaves other questions, and what is done, to their own answers', async () => {
  const one = tags();
  const other = tags(newId('prj'));
  const done = [1, 2].map(() => client.tags.remove.mutate({ projectId, id: newId('tag') }));
  asked[1]!.answer(['of another project']);
  asked[3]!.answer(undefined);
  expect(await other).toEqual(['of another project']);
  await done[1];
  expect(asked.map(({ isGivenUp }) => isGivenUp)).toEqual([false, true, false, true]);
  asked[0]!.answer(['of this one']);
  expect(await one).toEqual(['of this one']);
});

it('lets the older answer stand where the newer question failed', async () => {
  const [older, newer] = [tags(), tags()];
  asked[1]!.fail();
  await expect(newer).rejects.toThrow('No answer');
  asked[0]!.answer(['old']);
  expect(await older).toEqual(['old']);
});

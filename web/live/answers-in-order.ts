import type { OperationResultObserver, TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import type { AppRouter } from '../../api/routers/app.ts';

type Take = OperationResultObserver<AppRouter, unknown>['next'];

/**
 * Questions travel side by side, so the one asked first may be answered last, with what was true before. Put on the screen
 * then, it would take away what the other answer showed, and no later change would bring it back. So whoever asked the same
 * before and still waits is given the newer answer, too.
 */
export function answersInOrder(): TRPCLink<AppRouter> {
  return () => {
    const waiting = new Map<string, Take[]>();
    return ({ op, next }) => {
      if (op.type !== 'query') return next(op);
      const question = JSON.stringify([op.path, op.input]);
      const askers = () => waiting.get(question) ?? [];
      return observable((observer) => {
        const take: Take = (answer) => {
          observer.next(answer);
          observer.complete();
        };
        waiting.set(question, [...askers(), take]);
        const asked = next(op).subscribe({
          next: (answer) => {
            for (const earlier of askers().slice(0, askers().indexOf(take))) earlier(answer);
            take(answer);
          },
          error: (error) => observer.error(error),
        });
        return () => {
          const others = askers().filter((each) => each !== take);
          if (others.length > 0) waiting.set(question, others);
          else waiting.delete(question);
          asked.unsubscribe();
        };
      });
    };
  };
}

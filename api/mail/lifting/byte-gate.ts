/**
 * Lets requests in until the bytes they may bring fill a budget; the next one waits, in order, with its socket unread, so
 * that the sender holds its bytes instead of this process.
 */
export function createByteGate(budget: number) {
  let free = budget;
  const waiting: { bytes: number; enter(): void }[] = [];
  const letIn = () => {
    for (let next = waiting[0]; next && next.bytes <= free; next = waiting[0]) {
      waiting.shift();
      free -= next.bytes;
      next.enter();
    }
  };
  return {
    /** Runs `act` with room for so many bytes, which it gives back however it ends. More than the budget takes all of it. */
    async within<Result>(bytes: number, act: () => Promise<Result>): Promise<Result> {
      const taken = Math.min(bytes, budget);
      await new Promise<void>((enter) => {
        waiting.push({ bytes: taken, enter });
        letIn();
      });
      try {
        return await act();
      } finally {
        free += taken;
        letIn();
      }
    },
  };
}

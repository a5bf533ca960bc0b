/** What has to be taken down again, last first. Node 22 has no AsyncDisposableStack. */
export interface Undo {
  defer(step: () => unknown): void;
  all(): Promise<void>;
}

export function createUndo(): Undo {
  const steps: (() => unknown)[] = [];
  return {
    defer: (step) => steps.push(step),
    all: async () => {
      for (const step of steps.splice(0).reverse()) await step();
    },
  };
}

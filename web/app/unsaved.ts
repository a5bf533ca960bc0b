import type { Router } from './router.svelte.ts';

/** Keeps a page with unsaved changes from being left by accident; the browser asks for a closed tab. @returns how to lift it. */
export function guardUnsaved(router: Router, ask: () => Promise<boolean>): () => void {
  const lift = router.guardWith(ask);
  const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
  addEventListener('beforeunload', onUnload);
  return () => {
    lift();
    removeEventListener('beforeunload', onUnload);
  };
}

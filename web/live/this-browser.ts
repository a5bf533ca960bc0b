import { newId, type AgentId, type ProjectId } from '../../domain/ids.ts';
import type { Client } from './client.ts';

/** Whether this browser can show notices while the inbox is closed. `forbidden`: it was told not to, and only it can change that. */
export type BrowserStanding = 'unable' | 'forbidden' | 'able';

export function browserStanding(): BrowserStanding {
  const able = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
  if (!able || !isSecureContext) return 'unable';
  return Notification.permission === 'denied' ? 'forbidden' : 'able';
}

/** Whose notices this browser shows: somebody else who signs in here turns them on themselves. */
const OWNER = 'throughline.notices-of';

interface Deps {
  client: Client;
  projectId: ProjectId;
  agentId: AgentId;
}

/** Asks the person, then the browser's push service. @returns false when the person said no. */
export async function turnOnHere(deps: Deps, publicKey: string): Promise<boolean> {
  if ((await Notification.requestPermission()) !== 'granted') return false;
  const worker = await workerOf();
  const subscription = await subscribe(worker, publicKey);
  await keep(deps, subscription);
  localStorage.setItem(OWNER, deps.agentId);
  return true;
}

export async function turnOffHere(): Promise<void> {
  localStorage.removeItem(OWNER);
  await (await subscriptionHere())?.unsubscribe();
}

/** Where this browser is reached; null: nowhere. */
export async function subscriptionHere(): Promise<PushSubscription | null> {
  if (browserStanding() !== 'able') return null;
  const worker = await navigator.serviceWorker.getRegistration('/');
  return (await worker?.pushManager.getSubscription()) ?? null;
}

/** The browser's push service may have given it another address since it was turned on. */
export async function renewHere(deps: Deps): Promise<void> {
  if (localStorage.getItem(OWNER) !== deps.agentId) return;
  const subscription = await subscriptionHere();
  if (subscription) await keep(deps, subscription);
}

async function workerOf(): Promise<ServiceWorkerRegistration> {
  await navigator.serviceWorker.register('/notice-worker.js', { scope: '/' });
  return navigator.serviceWorker.ready;
}

/** A subscription that was made with the keys of another installation is of no use to this one. */
async function subscribe(worker: ServiceWorkerRegistration, publicKey: string): Promise<PushSubscription> {
  const options = { userVisibleOnly: true, applicationServerKey: publicKey };
  try {
    return await worker.pushManager.subscribe(options);
  } catch (error) {
    const other = await worker.pushManager.getSubscription();
    if (!other) throw error;
    await other.unsubscribe();
    return worker.pushManager.subscribe(options);
  }
}

async function keep({ client, projectId }: Deps, subscription: PushSubscription): Promise<void> {
  const { endpoint, keys: { p256dh = '', auth = '' } = {} } = subscription.toJSON();
  await client.notices.turnOn.mutate({
    ...{ projectId, id: newId('psh'), endpoint: endpoint ?? '', p256dh, auth },
  });
}

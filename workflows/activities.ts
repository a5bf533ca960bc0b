import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/activities.ts';

/**
 * Short, idempotent writes: no history beyond a marker. A local activity holds its workflow task until it ends, and a
 * worker has only so many, so it is given up within seconds: three attempts, for what passes in a moment.
 */
export const transcript = proxyLocalActivities<
  Pick<Activities, 'recordTranscript' | 'parkUnit' | 'whenToEscalateAgain' | 'askRules'>
>({
  startToCloseTimeout: '5 seconds',
  scheduleToCloseTimeout: '8 seconds',
  retry: { initialInterval: '200 milliseconds', maximumAttempts: 3 },
});

/** The same for as long as it takes: a database that is away for hours still gets every word, and nobody is held up meanwhile. */
export const patientTranscript = proxyActivities<
  Pick<Activities, 'recordTranscript' | 'whenToEscalateAgain' | 'askRules'>
>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '500 milliseconds', backoffCoefficient: 2, maximumInterval: '10 seconds' },
});

/** What could not be parked at once. Never gives up: what is set apart lies nowhere else until it has its row. */
export const parking = proxyActivities<Pick<Activities, 'parkUnit' | 'takeParked'>>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '500 milliseconds', backoffCoefficient: 2, maximumInterval: '1 minute' },
});

/**
 * One attempt may take 90 s: above the p99 of a tool-using answer, below a visitor's patience. Three attempts, then a
 * human is better than a fourth. Three heartbeats that do not come are a worker that is gone: another one withdraws the half
 * answer and starts over at once, before its reader has waited five seconds. A model that failed has a delay of its own.
 */
export const assistant = proxyActivities<Pick<Activities, 'draftAnswer' | 'draftInShadow' | 'compareShadow'>>(
  {
    startToCloseTimeout: '90 seconds',
    scheduleToCloseTimeout: '4 minutes',
    heartbeatTimeout: '3 seconds',
    retry: { initialInterval: '100 milliseconds', backoffCoefficient: 2, maximumAttempts: 3 },
  },
);

/** A provider that is down for hours still gets the mail, once: the activity itself knows what may be tried again. */
export const mail = proxyActivities<
  Pick<Activities, 'sendMail' | 'mailAgents' | 'giveNotices' | 'callRuleWebhook'>
>({
  startToCloseTimeout: '30 seconds',
  scheduleToCloseTimeout: '24 hours',
  retry: { initialInterval: '2 seconds', backoffCoefficient: 2, maximumInterval: '15 minutes' },
});

/** Another conversation must hear of a move however long it takes: half a move is none. */
export const otherConversations = proxyActivities<Pick<Activities, 'notifyConversation'>>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '200 milliseconds', backoffCoefficient: 2, maximumInterval: '1 minute' },
});

import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { MessageId, VisitorId } from '../../domain/ids.ts';
import { createBudget, type Budget } from './budget.ts';

/** Who may ask for how much. Each refuses with `TooFast`, which says when to come back. */
export interface Limits {
  /** Takes a message, which costs once however often it is sent. What fails has cost nothing. */
  visitorMessage<Result>(
    message: { visitorId: VisitorId; id: MessageId },
    act: () => Promise<Result>,
  ): Promise<Result>;
  /** Begins a session, which costs nothing when that fails. */
  newVisitor<Result>(address: string, act: () => Promise<Result>): Promise<Result>;
  /** Every call of a visitor, whatever it is and whatever becomes of it. */
  visitorCall(visitorId: string): Promise<void>;
  /** Every call of an agent. */
  agentCall(agentId: string): Promise<void>;
  /** A call that names nobody: a project's greeting, a new visitor. */
  openCall(address: string): Promise<void>;
  /** A conversation that an agent begins by mail. */
  begun(agentId: string): Promise<void>;
  /** An invitation that leaves, by mail or as a link. */
  invitation(projectId: string): Promise<void>;
  /** A notice that an agent sends themselves, or to a webhook, to see it arrive. */
  testNotice(agentId: string): Promise<void>;
  /** A question from the playground: the model's use is paid for. */
  trial(agentId: string): Promise<void>;
  /** A run of all of a project's test questions. */
  evaluation(projectId: string): Promise<void>;
  /** Somebody says that they are still there, or typing. */
  presence(who: string): Promise<void>;
  /** A token that nobody has. */
  wrongToken(address: string): Promise<void>;
}

/** A person types below this, also in short lines; a script does not. */
const MESSAGES = [
  { points: 12, duration: 20 },
  { points: 120, duration: 3_600 },
];
/** Offices share an address, so this is generous; it bounds what one machine can open. */
const VISITORS = [{ points: 120, duration: 3_600 }];
/** A widget that comes back to a page asks four times, and once a message; during an outage it tries every five seconds. */
const VISITOR_CALLS = [{ points: 240, duration: 60 }];
/** A busy inbox counts its lanes and reads its list at every change. */
const AGENT_CALLS = [{ points: 3_000, duration: 60 }];
/** Every page of a shop that is opened behind one address asks once. */
const OPEN_CALLS = [{ points: 600, duration: 60 }];
/** A team that begins at once; a stolen account mails no town. */
const INVITATIONS = [{ points: 100, duration: 3_600 }];
/** A busy afternoon of calling back; a stolen account writes to no list of addresses. */
const BEGUN = [{ points: 60, duration: 3_600 }];
/** Whoever sets up a webhook tries a few times; more would make us somebody's tool. */
const TEST_NOTICES = [{ points: 30, duration: 600 }];
/** Two settings side by side, thirty times in ten minutes: whoever tunes a prompt reads the answers. */
const TRIALS = [{ points: 60, duration: 600 }];
/** Before each change of an eager afternoon; a stolen account spends no fortune. */
const EVALUATIONS = [{ points: 20, duration: 3_600 }];
/** Three windows in which somebody types and pauses; each repeats itself every two seconds. */
const PRESENCE = [{ points: 120, duration: 60 }];
/** A session that has ended is asked about once; the rest are guesses. */
const WRONG_TOKENS = [{ points: 60, duration: 60 }];
/** In seconds, as long as the longest window that a repetition could count in. */
const REMEMBERED = 3_600;

export function createLimits(): Limits {
  const visitors = createBudget(VISITORS);
  return {
    visitorMessage: chargedOnce(createBudget(MESSAGES)),
    newVisitor: (address, act) => charged(visitors, address, act),
    visitorCall: createBudget(VISITOR_CALLS).take,
    agentCall: createBudget(AGENT_CALLS).take,
    openCall: createBudget(OPEN_CALLS).take,
    begun: createBudget(BEGUN).take,
    invitation: createBudget(INVITATIONS).take,
    testNotice: createBudget(TEST_NOTICES).take,
    trial: createBudget(TRIALS).take,
    evaluation: createBudget(EVALUATIONS).take,
    presence: createBudget(PRESENCE).take,
    wrongToken: createBudget(WRONG_TOKENS).take,
  };
}

function chargedOnce(budget: Budget): Limits['visitorMessage'] {
  const known = new RateLimiterMemory({ points: 1, duration: REMEMBERED });
  return async ({ visitorId, id }, act) => {
    const key = `${visitorId} ${id}`;
    const isNew = await known.consume(key).then(
      () => true,
      () => false,
    );
    if (!isNew) return act();
    try {
      return await charged(budget, visitorId, act);
    } catch (error) {
      await known.delete(key);
      throw error;
    }
  };
}

async function charged<Result>(budget: Budget, key: string, act: () => Promise<Result>): Promise<Result> {
  await budget.take(key);
  try {
    return await act();
  } catch (error) {
    await budget.refund(key);
    throw error;
  }
}

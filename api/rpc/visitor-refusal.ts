import type { VisitorRefusal } from '../../domain/contract/policy.ts';
import { Refusal } from '../../domain/errors.ts';

/** Widgets have words or a way for these codes; any other does not compile. */
export const visitorRefusal = (code: VisitorRefusal): Refusal => new Refusal(code);

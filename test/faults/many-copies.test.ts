import { it } from 'vitest';
import { expectOneOf } from '../support/mail/many-mails.ts';

it('makes one message of a thousand copies, fifty at a time', () => expectOneOf(1_000), 120_000);

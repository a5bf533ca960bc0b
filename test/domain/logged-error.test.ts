import { expect, it } from 'vitest';
import { loggedError } from '../../domain/logged-error.ts';

const WORDS = 'my card is 4111 1111 and I am ana@customer.example';

/** As Drizzle and Postgres make them. */
function refusedStatement(): Error {
  const cause = Object.assign(new Error(`invalid input syntax for type integer: "${WORDS}"`), {
    name: 'PostgresError',
    code: '22P02',
    severity_local: 'ERROR',
    detail: `Token "${WORDS}" is invalid.`,
    table_name: 'messages',
    where: `unnamed portal parameter $2 = '${WORDS}'`,
  });
  const query = 'insert into "messages" ("id", "text") values ($1, $2)';
  return Object.assign(
    new Error(`Failed query: ${query}\nparams: msg_1,${WORDS}\nsecond line of ${WORDS}`, { cause }),
    {
      query,
      params: ['msg_1', WORDS],
    },
  );
}

it('keeps what a developer needs of a refused statement, and none of its values', () => {
  const logged = loggedError(refusedStatement());
  expect(JSON.stringify(logged)).not.toMatch(/card|4111|customer\.example/);
  expect(logged.message).toBe('Failed query: insert into "messages" ("id", "text") values ($1, $2)');
  expect(logged.stack).toMatch(/^\s+at .*logged-error\.test/m);
  expect(logged.cause).toMatchObject({
    type: 'PostgresError',
    code: '22P02',
    severity: 'ERROR',
    table: 'messages',
  });
});

it('keeps an ordinary error whole, with its causes', () => {
  const cause = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' });
  const logged = loggedError(new TypeError('x is not a function', { cause }));
  expect(logged).toMatchObject({
    type: 'TypeError',
    message: 'x is not a function',
    cause: { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 127.0.0.1:5432' },
  });
});

it('keeps out what a parser quotes and what a provider says of an address', () => {
  const parse = () => JSON.parse(`${WORDS}`) as unknown;
  expect(parse).toThrow();
  try {
    parse();
  } catch (error) {
    expect(JSON.stringify(loggedError(error))).not.toContain('card');
  }
  const bounced = new Error('422: Inactive recipient ana@customer.example (InactiveRecipient)');
  expect(loggedError(bounced).message).toBe('422: Inactive recipient …@… (InactiveRecipient)');
});

it('ends where an error is its own cause, and takes what is no error', () => {
  const circle = new Error('round');
  circle.cause = circle;
  expect(JSON.stringify(loggedError(circle)).length).toBeLessThan(20_000);
  expect(loggedError('just words')).toEqual({ type: 'string', message: 'just words' });
});

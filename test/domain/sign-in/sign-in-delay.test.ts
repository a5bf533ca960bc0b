import { expect, it } from 'vitest';
import { countTry, noTries } from '../../../domain/sign-in/sign-in-delay.ts';
import { isPlainName } from '../../../domain/text/plain-name.ts';

it('checks five tries at once, then ever fewer, and one a minute in the end', () => {
  let tries = noTries();
  let checked = 0;
  for (let second = 0; second < 3_600; second++) {
    for (let at = 0; at < 10; at++) {
      const counted = countTry(tries, second * 1_000 + at);
      tries = counted.tries;
      if (counted.checks) checked++;
    }
    if (second === 0) expect(checked).toBe(5);
  }
  expect(checked).toBeLessThan(5 + 7 + 60);
  expect(checked).toBeGreaterThan(60);
});

it('counts many tries that come at the same moment', () => {
  let tries = noTries();
  const checks = Array.from({ length: 30 }, () => {
    const counted = countTry(tries, 0);
    tries = counted.tries;
    return counted.checks;
  });
  expect(checks.filter(Boolean)).toHaveLength(5);
});

it.each(['Ana', 'José María', 'Ольга', '田中 さくら', 'مریم‌السادات', 'Zoë 👩‍💻', "O'Neil-Smith (Berlin)"])(
  '%s is a plain name',
  (name) => {
    expect(isPlainName(name)).toBe(true);
  },
);

it.each([
  'Ana\r\nBcc: x',
  'An\u202ea',
  'A\u0000na',
  'Ana\u2066',
  '\ufeffAna',
  'A\u200bna',
  'Ana\ud800',
  'Ana\u2028',
  '\u3164',
  '\u00ad\u00ad',
  '\u00a0',
])('a name with something hidden in it is none: %j', (name) => {
  expect(isPlainName(name)).toBe(false);
});

import { expect, it } from 'vitest';
import { senderName } from '../../../../domain/mail/address/sender-name.ts';

it.each([
  [null, 'Ana', 'Ana (Acme)'],
  ['', 'Ana', 'Ana (Acme)'],
  [null, '', 'Acme'],
  ['{agent} from Acme', 'Ana', 'Ana from Acme'],
  ['{agent} from Acme', '', 'Acme'],
  ['Acme Support', 'Ana', 'Acme Support'],
  ['Acme Support', '', 'Acme Support'],
  ['{agent}\r\nBcc: all@example.com', 'Ana', 'Ana Bcc: all@example.com'],
  ['{agent}', '$&{agent}', '$&{agent}'],
])('a project that asks for %j and an agent called %j write as %j', (format, agent, expected) => {
  expect(senderName(agent, { name: 'Acme', senderName: format })).toBe(expected);
});

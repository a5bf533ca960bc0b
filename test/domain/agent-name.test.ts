import { expect, it } from 'vitest';
import { agentName } from '../../domain/project/agent-name.ts';

it.each([
  ['ana@example.com', 'Ana'],
  ['ana.lopez@example.com', 'Ana Lopez'],
  ['élise_m-b@example.com', 'Élise M B'],
  ['@example.com', '@example.com'],
])('an agent at %s is called %s', (email, name) => {
  expect(agentName(email)).toBe(name);
});

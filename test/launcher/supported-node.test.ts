import { expect, it } from 'vitest';
import { isSupported } from '../../launcher/node/supported-node.mjs';
import manifest from '../../package.json' with { type: 'json' };

it('knows the oldest Node that package.json names', () => {
  const [oldest = ''] = /\d+\.\d+/.exec(manifest.engines.node) ?? [];
  const [major = 0, minor = 0] = oldest.split('.').map(Number);
  expect(isSupported(`${oldest}.0`)).toBe(true);
  expect(isSupported(`${major}.${minor - 1}.9`)).toBe(false);
  expect(isSupported(`${major + 2}.0.0`)).toBe(true);
  expect(isSupported('20.20.2')).toBe(false);
});

import { expect, it } from 'vitest';
import { checkInstallation } from '../../../domain/doctor/installation-checks.ts';

const ready = { status: 200 };

it.each([
  ['https://support.acme.com', ready, false, 'good'],
  ['http://support.acme.com', ready, false, 'attention'],
  ['http://localhost:3000', ready, false, 'broken'],
  ['http://localhost:3000', ready, true, 'good'],
  ['https://support.acme.com', { status: 503 }, false, 'broken'],
  ['https://support.acme.com', { status: 404 }, false, 'attention'],
  ['https://support.acme.com', null, false, 'attention'],
])('%s that answers %j, with a stand-in: %s, is %s', (publicUrl, answer, standIn, status) => {
  expect(checkInstallation({ publicUrl, ready: answer, standIn }).status).toBe(status);
});

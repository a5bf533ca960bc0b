import { expect, it } from 'vitest';
import { modeOf } from '../../../../domain/assistant/modes/mode.ts';

const settings = { chatMode: 'off', mailMode: 'draft' } as const;

it('is each channel’s own, and an agent who has an answer mailed has approved it', () => {
  expect(modeOf(settings, { isMailed: false, isAgreed: false })).toBe('off');
  expect(modeOf(settings, { isMailed: true, isAgreed: false })).toBe('draft');
  expect(modeOf(settings, { isMailed: true, isAgreed: true })).toBe('auto');
});

import type { SenderVerdict } from '../../../domain/message.ts';

const WORDS: Record<SenderVerdict, { label: string; explain: string; tone: 'calm' | 'late' | 'bad' }> = {
  verified: {
    label: 'Verified sender',
    explain: 'The domain in From vouches for this email.',
    tone: 'calm',
  },
  unverified: {
    label: 'Unverified sender',
    explain: 'Nothing proves that this email comes from the address it shows.',
    tone: 'late',
  },
  failed: {
    label: 'Sender check failed',
    explain: 'The domain in From says that this email is not from there.',
    tone: 'bad',
  },
};

export const verdictWords = (verdict: SenderVerdict) => WORDS[verdict];

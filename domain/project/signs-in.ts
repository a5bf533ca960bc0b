/** By what somebody comes in, as their team hears of it. */
export type SignsIn = 'password' | 'two_steps' | 'passkey' | 'provider';

interface Ways {
  password: boolean;
  authenticator: boolean;
  passkey: boolean;
  provider: boolean;
}

/** The best they have; whoever has a password and nothing besides is as safe as that password. */
export function signsIn({ password, authenticator, passkey, provider }: Ways): SignsIn {
  if (passkey) return 'passkey';
  if (authenticator) return 'two_steps';
  return provider && !password ? 'provider' : 'password';
}

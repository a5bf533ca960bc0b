import type { Auth } from '../../api/sign-in/auth.ts';

type Passwords = Awaited<Auth['$context']>['password'];

const hashes = new Map<string, Promise<string>>();
const verdicts = new Map<string, Promise<boolean>>();

/** The same few passwords are hashed and proven all day, each of which costs a tenth of a second of a core: here once a process. */
export async function rememberPasswords(auth: Auth): Promise<void> {
  const context = await auth.$context;
  const { hash, verify } = context.password;
  const remembered: Partial<Passwords> = {
    hash: (password) => once(hashes, password, () => hash(password)),
    verify: (proof) => once(verdicts, JSON.stringify([proof.hash, proof.password]), () => verify(proof)),
  };
  Object.assign(context.password, remembered);
}

function once<Answer>(
  known: Map<string, Promise<Answer>>,
  key: string,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  const answer = known.get(key) ?? ask();
  known.set(key, answer);
  return answer;
}

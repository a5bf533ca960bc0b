import { Refusal } from '../../domain/errors.ts';
import type { Context } from '../rpc/context.ts';
import { createProvider, ProviderError, type Provider } from '../mail/provider/provider.ts';

/** Asks the mail provider for an agent, who hears why it did not answer. */
export async function askingProvider<Result>(
  { config }: Pick<Context, 'config'>,
  ask: (provider: Provider) => Promise<Result>,
): Promise<Result> {
  try {
    return await ask(createProvider(config.mail));
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    throw new Refusal('try_again', `The mail provider cannot be asked: ${error.message}`);
  }
}

import { inject } from 'vitest';
import { createTestDatabase } from './database.ts';
import { startProductOn, type Product, type ProductOptions } from './product.ts';

/** A product of the test's own, on the servers that all tests share: `await using product = await startProduct()`. */
export async function startProduct(options: ProductOptions = {}): Promise<Product> {
  const database = await createTestDatabase();
  const servers = { databaseUrl: database.url, temporalAddress: inject('temporalAddress') };
  const product = await startProductOn(servers, options).catch(async (error: unknown) => {
    await database[Symbol.asyncDispose]();
    throw error;
  });
  return {
    ...product,
    [Symbol.asyncDispose]: async () => {
      await product[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}

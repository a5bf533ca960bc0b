/** Names of procedures, separated by commas as in a batch, and nothing that a second reader could read otherwise. */
const NAMES = /^[a-z]\w*(\.\w+)?(,[a-z]\w*(\.\w+)?)*$/i;

/**
 * Which procedures an address asks for, decoded as tRPC decodes it: who may ask is decided on these names, so what tRPC
 * would read as other ones (an encoded comma, a step upwards, a second slash) is no address at all.
 * @returns null when it asks for none.
 */
export function procedureNames(encoded: string): string[] | null {
  const names = decode(encoded);
  return names !== null && NAMES.test(names) ? names.split(',') : null;
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

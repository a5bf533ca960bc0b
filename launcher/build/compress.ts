import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const TEXT = /\.(?:js|css|html|svg|json)$/;
/** Below this, in bytes, a packet is sent whole either way. */
const WORTHWHILE = 1_000;

/** Puts compressed twins beside what browsers load as text, once: the api sends them to whoever takes them. */
export function compressFolder(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!TEXT.test(entry)) continue;
    const bytes = readFileSync(join(folder, entry));
    if (bytes.length < WORTHWHILE) continue;
    writeFileSync(join(folder, `${entry}.gz`), gzipSync(bytes, { level: 9 }));
    writeFileSync(join(folder, `${entry}.br`), brotli(bytes));
  }
}

function brotli(bytes: Buffer): Buffer {
  return brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
}

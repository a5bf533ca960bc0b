/** What may be drawn at all, and in the mail's frame only. No SVG: it is a document with scripts. */
const RASTER_TYPES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];

export function isRasterImage(contentType: string): boolean {
  return RASTER_TYPES.includes(contentType);
}

/** As people read sizes: `820 bytes`, `34 KB`, `2.1 MB`. */
export function sizeInWords(bytes: number): string {
  if (bytes < 1_000) return bytes === 1 ? '1 byte' : `${bytes} bytes`;
  if (bytes < 999_500) return `${Math.round(bytes / 1_000)} KB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

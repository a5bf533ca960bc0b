/** Where a passage stands, as a customer reads it. */
export function placeOf({ title, heading }: { title: string; heading: string | null }): string {
  return (heading ? `${title} › ${heading}` : title).replace(/\s+/g, ' ');
}

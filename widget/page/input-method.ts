/** What a browser says of a key that its input method has used up. */
const USED_UP = 229;
/** Within this time of the end of a composition, in milliseconds, a key is the one that ended it. */
const SAME_KEY_MS = 30;

/**
 * Whether a key belongs to an input method, which turns several into one character. Safari ends the composition before
 * it tells of the key that ended it.
 * @param composedAt when the last composition ended, as its event said
 */
export function isComposing(event: KeyboardEvent, composedAt = -Infinity): boolean {
  return event.isComposing || event.keyCode === USED_UP || event.timeStamp - composedAt < SAME_KEY_MS;
}

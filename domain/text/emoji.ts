/** Signs of one picture, or of a few: joined, coloured, a flag, a key. */
const EMOJI =
  /^(?:\p{Extended_Pictographic}|\p{RI}{2}|[\d#*]\ufe0f?\u20e3|\p{Emoji_Modifier}|\u200d|\ufe0f){1,12}$/u;

export const isEmoji = (text: string): boolean => EMOJI.test(text);

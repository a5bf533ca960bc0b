const ALONE = ['Shift', 'Control', 'Alt', 'Meta', 'CapsLock', 'AltGraph'];

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** A key with what is held, as `KNOWN_ACTS` writes it: "j", "Shift+x", "Ctrl+Enter", "!". Null: nothing but a key that is held. */
export function strokeOf(event: Pressed): string | null {
  if (ALONE.includes(event.key)) return null;
  const key = letterOf(event);
  // What Shift makes of a sign is in the sign.
  const shift = event.shiftKey && (key.length > 1 || /^[a-z]$/.test(key));
  return [
    ...(event.ctrlKey || event.metaKey ? ['Ctrl'] : []),
    ...(event.altKey ? ['Alt'] : []),
    ...(shift ? ['Shift'] : []),
    key,
  ].join('+');
}

/** Where letters of another script are typed, the key is known by its place. */
function letterOf({ key, code }: Pressed): string {
  if (key.length > 1) return key;
  const place = /^Key([A-Z])$/.exec(code)?.[1];
  return (/^\P{ASCII}$/u.test(key) && place ? place : key).toLowerCase();
}

/** A character with nothing held: what somebody who dictates may say by chance. */
export const isSingleLetter = (stroke: string): boolean =>
  stroke.split(' ').every((each) => !/^(Ctrl|Alt)\+/.test(each) && each.replace('Shift+', '').length === 1);

const SHOWN: Record<string, string> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  Enter: '↵',
  Escape: 'Esc',
};

/** What stands on the keys, each apart. */
export function capsOf(stroke: string, { mac = false } = {}): string[] {
  return stroke.split(' ').flatMap((each) =>
    (each.endsWith('+') ? [each] : each.split('+')).map((key) => {
      if (key === 'Ctrl') return mac ? '⌘' : key;
      return SHOWN[key] ?? (key.length === 1 ? key.toUpperCase() : key);
    }),
  );
}

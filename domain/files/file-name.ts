import { shorten } from '../text/shorten.ts';

/** Characters; every file system takes 255 bytes, and a name of ten words is already too long to read. */
const MAX_NAME = 200;
const MAX_EXTENSION = 20;

/** Control and format characters: right-to-left overrides turn `gnp.exe` into `exe.png`, zero widths hide an extension. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}\u115f\u1160\u3164\uffa0]/gu;
/** What a shell, Windows or a header could take for something else. */
const SPECIAL = /[<>:"|?*%;]/g;
/** Devices on Windows, with or without an extension. */
const RESERVED = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;

/** A name that says no more than how a file is called: no folder, nothing invisible, no device, of bearable length. */
export function safeFileName(name: string): string {
  const last = name.normalize('NFC').replace(INVISIBLE, '').split(/[/\\]/).at(-1) ?? '';
  const plain = last
    .replace(SPECIAL, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  const free = RESERVED.test(plain) ? `_${plain}` : plain;
  return shortened(free) || 'file';
}

/** The extension stays, because it is what people and programs go by. */
function shortened(name: string): string {
  const characters = [...name];
  if (characters.length <= MAX_NAME) return name;
  const extension = extensionOf(name);
  const kept = extension && extension.length <= MAX_EXTENSION ? `.${extension}` : '';
  const room = characters.slice(0, MAX_NAME - kept.length).join('').length;
  return shorten(name, room).trimEnd() + kept;
}

/** In lower case, without the dot; empty when there is none. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '' : name.slice(dot + 1).toLowerCase();
}

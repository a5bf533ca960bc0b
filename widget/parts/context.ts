import { getContext, setContext } from 'svelte';
import type { VisitorFile } from '../../domain/message.ts';
import type { Chat } from '../chat/chat.svelte.ts';
import type { Texts } from '../page/texts.ts';

const KEY = Symbol();

interface Surroundings {
  chat: Chat;
  texts: Texts;
  locale: string;
}

export const provide = (surroundings: Surroundings) => setContext(KEY, surroundings);
export const surroundings = () => getContext<Surroundings>(KEY);

const FILES = Symbol();

/** The files of the message that is drawn inside. */
export const provideFiles = (files: () => VisitorFile[]) => setContext(FILES, files);
export const filesHere = () => getContext<() => VisitorFile[]>(FILES);

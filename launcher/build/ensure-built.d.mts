import type { BuildPart } from './build-parts.mjs';

export function ensureBuilt(names?: BuildPart['name'][]): void;

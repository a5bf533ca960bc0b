export interface BuildPart {
  name: 'launcher' | 'web' | 'widget' | 'workflows' | 'processes';
  /** Without it the part cannot be built. */
  entry: string;
  /** Everything that can change the result. */
  inputs: string[];
  output: string;
}

export const BUILD_PARTS: BuildPart[];
/** Of these, otherwise of all. */
export function staleParts(names?: BuildPart['name'][]): BuildPart[];
export function stampOf(part: BuildPart): string;
export function writeStamp(part: BuildPart, stamp: string): void;

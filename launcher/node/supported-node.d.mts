export function isSupported(version: string): boolean;
export function onSupportedNode(): Promise<void>;

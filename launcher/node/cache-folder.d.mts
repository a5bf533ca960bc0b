export function userCacheFolder(fallback?: string): string;

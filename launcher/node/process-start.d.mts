export function startOf(pid: number): Promise<string | null>;
export function linuxStat(pid: number): Promise<string[] | null>;

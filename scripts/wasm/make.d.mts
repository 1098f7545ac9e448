export function assemble(): Promise<string>;
export const target: string;

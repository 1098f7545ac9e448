export function assemble(source?: string): Promise<string>;
export const scan: string;
export const kernel: string;

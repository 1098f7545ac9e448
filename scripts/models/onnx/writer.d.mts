type Side = number | string;
type Attribute = number | string | number[] | Float32Array | { float: number };

export interface Graph {
  input(id: string, dims: readonly Side[]): string;
  floats(dims: readonly number[], values: Iterable<number>): string;
  ints(values: readonly number[]): string;
  node(
    op: string,
    from: readonly string[],
    attributes?: Record<string, Attribute>,
    to?: readonly string[],
  ): string;
  output(id: string, dims: readonly Side[]): string;
  bytes(): Uint8Array;
}

export function createGraph(name: string): Graph;

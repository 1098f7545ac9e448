import { createGraph, type Graph } from '../../../../scripts/models/onnx/writer.mjs';
import { type Network, networksOf } from '../families/networks';
import type { ModelEntry } from '../manifest';
import { createSession, type Session } from '../session';
import type { RgbaImage } from '../types';

/** One number for each cell of a stride: mean colours of the cell, weighted, and a constant. */
export interface Head {
  /** Weights of the input's three planes, in the order in which they are fed. */
  planes?: readonly [number, number, number];
  constant: number;
}

/**
 * Adds an output that has `heads.length` numbers for each cell of `stride` pixels: [1, cells · heads ÷
 * `last`, `last`], cell by cell, the way anchor-based detectors are exported.
 */
export function addCells(
  graph: Graph,
  name: string,
  stride: number,
  heads: readonly Head[],
  last: number,
): void {
  const weights = heads.flatMap(({ planes = [0, 0, 0] }) =>
    planes.flatMap((weight) => Array<number>(stride * stride).fill(weight / stride ** 2)),
  );
  const cells = graph.node(
    'Conv',
    [
      'input',
      graph.floats([heads.length, 3, stride, stride], weights),
      graph.floats(
        [heads.length],
        heads.map(({ constant }) => constant),
      ),
    ],
    { kernel_shape: [stride, stride], strides: [stride, stride] },
  );
  const rows = graph.node('Transpose', [cells], { perm: [0, 2, 3, 1] });
  graph.node('Reshape', [rows, graph.ints([1, -1, last])], {}, [name]);
  graph.output(name, [1, 'cells', last]);
}

/** Opens a network of an entry on the CPU, as the program does. */
export function openNetwork(bytes: Uint8Array, network: Network): Promise<Session> {
  return createSession(bytes, { ...network, provider: 'cpu', threads: 1 });
}

/** Opens an entry's networks on the CPU from their bytes, in order. */
export const openModel = (entry: ModelEntry, ...files: Uint8Array[]): Promise<Session[]> =>
  Promise.all(networksOf(entry).map((network, i) => openNetwork(files[i]!, network)));

/** A black image with rectangles of [x, y, width, height] in a colour. */
export function picture(
  width: number,
  height: number,
  ...rectangles: { at: [number, number, number, number]; rgb: [number, number, number] }[]
): RgbaImage {
  const data = new Uint8Array(width * height * 4);
  for (let i = 3; i < data.length; i += 4) data[i] = 255;
  for (const { at, rgb } of rectangles) {
    for (let y = at[1]; y < at[1] + at[3]; y++) {
      for (let x = at[0]; x < at[0] + at[2]; x++) data.set(rgb, (y * width + x) * 4);
    }
  }
  return { width, height, data };
}

export { createGraph };

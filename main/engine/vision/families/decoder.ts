import { Fault } from '../../../../preload/contract/faults';
import type { Detection } from '../types';

/** What one run of a network gave, by output name. */
export type Outputs = Readonly<Record<string, Float32Array>>;

export interface Size {
  width: number;
  height: number;
}

/** How a family of detectors is read. */
export interface Decoder {
  /** The outputs it reads: its session must give them. */
  outputs: readonly string[];
  /**
   * The faces of a run over an input of `size`, scored `minScore` or more, boxes and points in pixels
   * of that input, in no order and with their overlaps. Throws Fault MODEL_INVALID where an output
   * has another length than that size asks for, or holds what is no number.
   */
  decode(outputs: Outputs, size: Size, minScore: number): Detection[];
}

/** An output, after its length was found right. Throws Fault MODEL_INVALID. */
export function outputOf(
  outputs: Outputs,
  name: string,
  length: number,
  file: string,
): Float32Array {
  const values = outputs[name];
  if (values?.length === length) return values;
  throw new Fault(
    'MODEL_INVALID',
    `${file}: output "${name}" has ${values?.length ?? 'no'} numbers, not ${length}`,
    { file, output: name },
  );
}

/** A face found, after every number of it was found to be one. Throws Fault MODEL_INVALID. */
export function checkedFace(found: Detection, file: string): Detection {
  const numbers = [found.score, ...found.box, ...(found.points?.flat() ?? [])];
  if (numbers.every((value) => Number.isFinite(value))) return found;
  throw new Fault('MODEL_INVALID', `${file} gave a face at ${found.box.join(', ')}`, { file });
}

/** Whether a score counts; one that is no number is the model's fault, not an absent face. */
export function passes(score: number, minScore: number, file: string): boolean {
  if (score >= minScore) return true;
  if (!Number.isNaN(score)) return false;
  throw new Fault('MODEL_INVALID', `${file} gave a score that is no number`, { file });
}

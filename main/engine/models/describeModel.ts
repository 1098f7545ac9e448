import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Fault } from '../../../preload/contract/faults';
import { type AddableFamily, inferEntry, type Told } from '../vision/families/infer';
import { inspectNetwork } from '../vision/session';

export interface Description extends Told {
  family: AddableFamily;
  /** Default: the file's name. */
  id?: string | undefined;
  title?: string | undefined;
  licence: string;
  /** Where the file was got from, in the words of whoever adds it. */
  source: string;
  /** Lowest score of a face; default: the family's. */
  scoreThreshold?: number | undefined;
  /** For detectors with five points. */
  alignBy?: 'landmarks' | 'detector' | undefined;
}

/**
 * A manifest entry for an ONNX file: what follows from the network and its family, what was told, the
 * file's size and hash. Throws Fault FILE_UNREADABLE, MODEL_INVALID where the network is not of that
 * family, BAD_INPUT where something must be told.
 */
export async function describeModel(
  file: string,
  told: Description,
): Promise<Record<string, unknown>> {
  const bytes = await readFile(file).catch((cause: NodeJS.ErrnoException) => {
    const message = `${file} cannot be read (${cause.code})`;
    throw new Fault('FILE_UNREADABLE', message, { file }, { cause });
  });
  const name = path.basename(file);
  const declared = await inspectNetwork(bytes, name);
  const inferred = inferEntry(told.family, { file: name, ...declared }, told);
  const id = told.id ?? slug(name);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return {
    id,
    title: told.title ?? name,
    file: `${inferred.role}-${id}.onnx`,
    bytes: bytes.length,
    sha256,
    licence: told.licence,
    source: { package: told.source, path: name, sha256, changes: 'none' },
    ...inferred,
    ...detectorOnly(inferred, told),
  };
}

/** What is told about detectors only. Throws Fault BAD_INPUT where it is told of something else. */
function detectorOnly(
  inferred: { role: string; captureScoreThreshold?: number; alignBy?: string },
  { scoreThreshold, alignBy }: Description,
) {
  if (scoreThreshold !== undefined && inferred.role !== 'detector')
    throw new Fault('BAD_INPUT', '--score is for detectors', { where: 'score' });
  if (alignBy !== undefined && inferred.alignBy === undefined)
    throw new Fault('BAD_INPUT', 'that family gives no points to align by', { where: 'alignBy' });
  return {
    ...(scoreThreshold !== undefined && {
      scoreThreshold,
      captureScoreThreshold: Math.max(scoreThreshold, inferred.captureScoreThreshold ?? 0),
    }),
    ...(alignBy !== undefined && { alignBy }),
  };
}

/** "face_detection_YuNet.onnx" as an id: "face-detection-yunet". */
const slug = (name: string) =>
  name
    .replace(/\.onnx$/i, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9.]+/g, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '') || 'model';

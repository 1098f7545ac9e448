import { Fault } from '../../../../preload/contract/faults';
import { ARCFACE_TEMPLATE } from '../align';
import type { ModelEntry, ModelInput } from '../manifest';

/** An input or output as a network declares it; a side given as a string may vary. */
export interface Slot {
  name: string;
  type: string;
  shape: readonly (number | string)[];
}

/** What a file says of itself. */
export interface Declared {
  file: string;
  inputs: readonly Slot[];
  outputs: readonly Slot[];
}

/** What no file says of itself, and must be told where the family leaves it open. */
export interface Told {
  channels?: 'RGB' | 'BGR' | undefined;
  mean?: number | undefined;
  std?: number | undefined;
  /** Sides of the input, for a network that takes any. */
  width?: number | undefined;
  height?: number | undefined;
}

/** Families of one file that a network can be added as. A cascade's three come with their list. */
export type AddableFamily = 'rfb-ssd' | 'yunet' | 'scrfd' | 'arcface-112' | 'facenet-160';

/** What a network of each family must look like: said when one does not. */
export const EXPECTED: Record<AddableFamily, string> = {
  'rfb-ssd': 'outputs [1, anchors, 2] (scores) and [1, anchors, 4] (boxes)',
  yunet: 'outputs cls_, obj_, bbox_ and kps_ for the strides 8, 16 and 32',
  scrfd:
    'for each stride an output of 1 number an anchor (score), one of 4 (box), and 10 (points) or none',
  'arcface-112': 'one output [faces, dimension], and an input as wide as high',
  'facenet-160': 'one output [faces, dimension], and an input as wide as high',
};

type Family<F extends AddableFamily> = Extract<ModelEntry, { family: F }>;
/** The part of an entry that follows from the network and its family. */
export type Inferred<F extends AddableFamily = AddableFamily> = F extends AddableFamily
  ? Omit<Family<F>, 'id' | 'title' | 'file' | 'bytes' | 'sha256' | 'licence' | 'source'>
  : never;

const STRIDES = [8, 16, 32];
/** Crops a run of a network takes that can take any number. */
const BATCH = 16;

/**
 * The manifest's fields for a network of a family, from what the file declares. Order and scale of
 * the colours are the family's own where it has any, and else must be told: they cannot be seen in
 * a file, and a wrong guess costs accuracy without a sound. Throws Fault MODEL_INVALID where the
 * network cannot be of that family (detail.expected), BAD_INPUT where something must be told.
 */
export function inferEntry(family: AddableFamily, declared: Declared, told: Told = {}): Inferred {
  switch (family) {
    case 'rfb-ssd':
      return rfbSsd(declared, told);
    case 'yunet':
      return yunet(declared, told);
    case 'scrfd':
      return scrfd(declared, told);
    case 'arcface-112':
      return arcface(declared, told);
    case 'facenet-160':
      return facenet(declared, told);
  }
}

const detector = { role: 'detector', captureScoreThreshold: 0.8, nmsIou: 0.3 } as const;

function rfbSsd(declared: Declared, told: Told): Inferred<'rfb-ssd'> {
  const family = 'rfb-ssd';
  const [scores, boxes] = [2, 4].map((last) => onlyOne(declared, family, last));
  const anchors = scores!.shape.at(-2);
  if (typeof anchors !== 'number' || boxes!.shape.at(-2) !== anchors) throw no(declared, family);
  return {
    ...detector,
    family,
    scoreThreshold: 0.65,
    input: inputOf(declared, family, { channels: 'RGB', mean: 127, std: 128, ...given(told) }),
    fit: 'letterbox-top-left',
    outputs: { scores: scores!.name, boxes: boxes!.name },
    anchors,
  };
}

function yunet(declared: Declared, told: Told): Inferred<'yunet'> {
  const family = 'yunet';
  const outputs = { cls: 'cls_', obj: 'obj_', box: 'bbox_', points: 'kps_' };
  const names = new Set(declared.outputs.map(({ name }) => name));
  const complete = STRIDES.every((stride) =>
    Object.values(outputs).every((prefix) => names.has(`${prefix}${stride}`)),
  );
  if (!complete) throw no(declared, family);
  return {
    ...detector,
    family,
    scoreThreshold: 0.65,
    input: inputOf(declared, family, { channels: 'BGR', mean: 0, std: 1, ...given(told) }),
    fit: fitOf(declared),
    alignBy: 'landmarks',
    outputs,
    strides: STRIDES,
  };
}

/** Outputs are told apart by how many numbers an anchor has, and ordered by cells where these are known. */
function scrfd(declared: Declared, told: Told): Inferred<'scrfd'> {
  const family = 'scrfd';
  const input = inputOf(declared, family, {
    channels: 'RGB',
    mean: 127.5,
    std: 128,
    ...given(told),
  });
  const [scores, boxes, points] = [1, 4, 10].map((last) =>
    declared.outputs.filter(({ shape }) => shape.at(-1) === last).sort(byRows),
  );
  const levels = scores!.length;
  const fits = [0, levels].includes(points!.length) && boxes!.length === levels;
  if (levels !== STRIDES.length || !fits) throw no(declared, family);
  const rows = rowsOf(scores![0]!);
  const cells = (input.width * input.height) / STRIDES[0]! ** 2;
  const anchorsPerCell = rows === null ? 2 : rows / cells;
  if (!Number.isInteger(anchorsPerCell)) throw no(declared, family);
  const names = (slots: readonly Slot[]) => slots.map(({ name }) => name);
  return {
    ...detector,
    family,
    scoreThreshold: 0.5,
    captureScoreThreshold: 0.7,
    nmsIou: 0.4,
    input,
    fit: fitOf(declared),
    alignBy: 'landmarks',
    outputs: {
      scores: names(scores!),
      boxes: names(boxes!),
      ...(points!.length > 0 && { points: names(points!) }),
    },
    strides: STRIDES,
    anchorsPerCell,
  };
}

function arcface(declared: Declared, told: Told): Inferred<'arcface-112'> {
  const family = 'arcface-112';
  const { channels, mean, std } = told;
  if (channels === undefined || mean === undefined || std === undefined) {
    const message = `${family} leaves open how colours are fed: channels, mean and std must be told`;
    throw new Fault('BAD_INPUT', message, { where: 'channels' });
  }
  const input = inputOf(declared, family, { width: 112, height: 112, ...given(told) });
  const onInput = ([x, y]: readonly [number, number]): [number, number] => [
    (x * input.width) / 112,
    (y * input.width) / 112,
  ];
  return {
    ...embedderOf(declared, family),
    family,
    input,
    template: ARCFACE_TEMPLATE.map(onInput) as Inferred<'arcface-112'>['template'], // five of five
  };
}

function facenet(declared: Declared, told: Told): Inferred<'facenet-160'> {
  const family = 'facenet-160';
  const own = { channels: 'RGB', mean: 127.5, std: 128, width: 160, height: 160 } as const;
  return {
    ...embedderOf(declared, family),
    family,
    input: inputOf(declared, family, { ...own, ...given(told) }),
    crop: { rule: 'box-inside', scale: 1.2 },
  };
}

function embedderOf(declared: Declared, family: AddableFamily) {
  const [output, ...more] = declared.outputs;
  const dimension = output?.shape.at(-1);
  if (output?.shape.length !== 2 || more.length > 0 || typeof dimension !== 'number') {
    throw no(declared, family);
  }
  return {
    role: 'embedder' as const,
    outputs: { embedding: output.name },
    dimension,
    metric: 'cosine' as const,
    batch: typeof declared.inputs[0]?.shape[0] === 'string' ? BATCH : 1,
  };
}

/** The one input, its sides as declared or, where they may vary, as told. */
function inputOf(declared: Declared, family: AddableFamily, told: Told): ModelInput {
  const [slot, ...more] = declared.inputs;
  const [, planes, rows, columns] = slot?.shape ?? [];
  if (slot?.shape.length !== 4 || more.length > 0 || (typeof planes === 'number' && planes !== 3)) {
    throw no(declared, family);
  }
  const side = (found: number | string | undefined, wanted = 640) =>
    typeof found === 'number' ? found : wanted;
  const { channels = 'RGB', mean = 0, std = 1 } = told;
  return {
    name: slot.name,
    layout: 'NCHW',
    width: side(columns, told.width),
    height: side(rows, told.height),
    channels,
    mean: [mean, mean, mean],
    std: [std, std, std],
  };
}

/** A network of any size need not be fed what is beside the image. */
const fitOf = ({ inputs }: Declared) =>
  inputs[0]?.shape.slice(2).every((side) => typeof side === 'string')
    ? 'letterbox-trimmed'
    : 'letterbox-top-left';

const rowsOf = ({ shape }: Slot) => {
  const rows = shape.at(-2);
  return typeof rows === 'number' ? rows : null;
};

/** Most cells first; as declared where that is not known (a stable sort). */
const byRows = (p: Slot, q: Slot) => (rowsOf(q) ?? 0) - (rowsOf(p) ?? 0);

function onlyOne(declared: Declared, family: AddableFamily, last: number): Slot {
  const [found, ...more] = declared.outputs.filter(({ shape }) => shape.at(-1) === last);
  if (found === undefined || more.length > 0) throw no(declared, family);
  return found;
}

/** What was told, without what was left out. */
const given = (told: Told): Told =>
  Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined));

function no({ file, inputs, outputs }: Declared, family: AddableFamily): Fault {
  const list = (slots: readonly Slot[]) =>
    slots.map(({ name, shape }) => `${name} [${shape.join(', ')}]`).join('; ');
  return new Fault(
    'MODEL_INVALID',
    `${file} is no ${family} network: it takes ${list(inputs)} and gives ${list(outputs)}; expected: ${EXPECTED[family]}`,
    { file, family, expected: EXPECTED[family] },
  );
}

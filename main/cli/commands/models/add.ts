import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { Fault } from '../../../../preload/contract/faults';
import { addModel, type Added } from '../../../engine/models/addModel';
import { describeModel, type Description } from '../../../engine/models/describeModel';
import { type AddableFamily, EXPECTED } from '../../../engine/vision/families/infer';
import { termsOf, termsWarning } from '../../../engine/models/licence';
import { usage, type Context } from '../../context';
import { rate } from '../../options';
import type { Attach } from '../../run';
import { fixed, record } from '../../text';

interface Given {
  family?: AddableFamily;
  id?: string;
  title?: string;
  licence?: string;
  source?: string;
  order?: 'RGB' | 'BGR';
  mean?: number;
  std?: number;
  size?: { width: number; height: number };
  score?: number;
  alignBy?: 'landmarks' | 'detector';
}

/** `models add FILE`: a model of the user's own. */
export function addModelAdd(models: Command, attach: Attach): void {
  const command = models
    .command('add')
    .description("check a model and add it to the station's own; it is used after `models use`")
    .argument('<file>', 'an ONNX file, or a ready manifest entry (.json) with its files beside it')
    .addOption(
      new Option('--family <name>', 'how it is fed and read').choices(Object.keys(EXPECTED)),
    )
    .option('--licence <name>', 'SPDX identifier, or what its publisher says')
    .option('--source <text>', 'where the file was got from')
    .option('--id <id>', "a short name (default: the file's)")
    .option('--title <text>', 'a name for people')
    .addOption(new Option('--order <name>', 'of its channels').choices(['RGB', 'BGR']))
    .option('--mean <v>', 'subtracted from pixels of 0 to 255', number)
    .option('--std <v>', 'what is then divided by', number)
    .option('--size <w>x<h>', 'of its input, where the file leaves it open', size)
    .option('--score <s>', 'lowest score of a face', rate(1))
    .addOption(
      new Option(
        '--align-by <points>',
        "align by the landmark model's points or by its own",
      ).choices(['landmarks', 'detector']),
    );
  attach<Given>(command, async (context, [file], given) => {
    const from = context.path(file!);
    const { json, sourceOf } = from.endsWith('.json')
      ? await readyEntry(from, given)
      : { json: await described(from, given), sourceOf: () => from };
    answerAdded(context, await addModel(json, sourceOf, addDeps(context)));
    return 0;
  });
}

/** What adding needs of this command: where to, and the engine's own loader. */
export const addDeps = (context: Context) => ({
  folders: context.modelFolders,
  openVision: (folders: Parameters<typeof context.openVision>[0]) => context.openVision(folders),
});

export function answerAdded(context: Context, { entry, figures, list: file }: Added): void {
  const { id, role, family, sha256, licence } = entry;
  const uncalibrated = entry.role === 'embedder' && entry.calibration === undefined;
  const warning = termsWarning(licence);
  if (warning !== null) context.note(`Note: ${id}: ${warning}`);
  const next = uncalibrated
    ? `models calibrate --with ${id} --images DIR --source NAME --save`
    : `models use ${id}`;
  context.answer(
    {
      added: { id, role, family, sha256, licence, terms: termsOf(licence) },
      figures,
      list: file,
      next,
    },
    () =>
      [
        record({ id, role, family, sha256, licence }),
        'Checked on the pictures that come with the program:',
        record(Object.fromEntries(Object.entries(figures).map(([name, v]) => [name, fixed(v)]))),
        `Not in use yet; next: ${next}`,
      ].join('\n'),
  );
}

async function described(file: string, given: Given): Promise<Record<string, unknown>> {
  const { family, licence, source } = given;
  for (const [option, value] of Object.entries({ family, licence, source })) {
    if (value === undefined || value.trim() === '') throw usage(`--${option} is needed`);
  }
  const told: Description = {
    // The loop above has seen all three.
    family: family!,
    licence: licence!,
    source: source!,
    id: given.id,
    title: given.title,
    channels: given.order,
    mean: given.mean,
    std: given.std,
    width: given.size?.width,
    height: given.size?.height,
    scoreThreshold: given.score,
    alignBy: given.alignBy,
  };
  return describeModel(file, told);
}

/** A ready entry says all itself. */
async function readyEntry(file: string, given: Given) {
  const [told] = Object.keys(given);
  if (told !== undefined) throw usage(`an entry says itself what --${told} would say`);
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new Fault(
      'FILE_UNREADABLE',
      `${file} cannot be read (${cause.code})`,
      { file },
      { cause },
    );
  });
  try {
    const json: unknown = JSON.parse(text);
    return { json, sourceOf: (name: string) => path.join(path.dirname(file), name) };
  } catch (cause) {
    throw new Fault('MANIFEST_INVALID', `${file} is not JSON`, { file, where: '' }, { cause });
  }
}

function number(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value))
    throw new InvalidArgumentError('A number is expected.');
  return value;
}

function size(text: string): { width: number; height: number } {
  const match = /^(\d{2,4})x(\d{2,4})$/.exec(text);
  if (match === null) throw new InvalidArgumentError('A size such as 640x480 is expected.');
  return { width: Number(match[1]), height: Number(match[2]) };
}

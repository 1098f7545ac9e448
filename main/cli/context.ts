import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { ExecutionProvider, ProviderTrial } from '../../preload/contract/calls/engine';
import { Fault } from '../../preload/contract/faults';
import type { TrialRequest } from '../engine/providers/tryProvider';
import { loadModels, type ModelFolders, type ModelSet } from '../engine/vision/manifest';
import type { LoadedModel, Vision } from '../engine/vision/types';
import { dataDir, DB_FILE, USER_MODELS } from '../dataDir';
import { readStation } from '../station';
import type { ExitCode, Io } from './io';
import type { CommonOptions } from './options';
import { settleProvider } from './provider';
import { createProgress, type Progress } from './progress';

/** Told how long each network alone took, milliseconds. */
export type OnRun = (role: LoadedModel['role'], ms: number) => void;

/** What opens the engine's parts; tests may give a small model-free vision. */
export interface Parts {
  createVision(
    options: ModelFolders & {
      provider: ExecutionProvider;
      threads: number;
      onRun?: OnRun;
    },
  ): Promise<Vision>;
  /** Tries a provider in a process of its own; never rejects. */
  runTrial(request: TrialRequest): Promise<ProviderTrial>;
  /** Folder of the models that come with the program. */
  modelsDir: string;
  version: string;
}

/** One command at work: its options, the way to answer, and what must be closed after it. */
export class Context {
  private closers: (() => unknown)[] = [];
  private vision_: Promise<Vision> | undefined;

  constructor(
    readonly io: Io,
    readonly parts: Parts,
    readonly options: CommonOptions,
  ) {}

  /** Prints the answer: `document` as the only thing on stdout with --json, else `text`. */
  answer(document: unknown, text: () => string): void {
    const output = this.options.json ? JSON.stringify(document, null, 2) : text();
    this.io.stdout.write(output === '' ? '' : `${output}\n`);
  }

  /** A line for the person at the terminal, on stderr. */
  note(line: string): void {
    this.io.stderr.write(`${line}\n`);
  }

  progress(label: string, total: number): Progress {
    return createProgress(this.io.stderr, label, total);
  }

  /** A path as the user wrote it, from the folder the user is in. */
  path(given: string): string {
    return resolve(this.io.cwd, given.replace(/^~(?=[/\\])/, homedir()));
  }

  /** The database that is meant: --db, else the app's own. */
  get databasePath(): string {
    const { db } = this.options;
    if (db !== undefined) return this.path(db);
    const userData = dataDir(this.io.host);
    return join(readStation(userData).dataDir ?? userData, DB_FILE);
  }

  get modelsDir(): string {
    return this.options.models === undefined
      ? this.parts.modelsDir
      : this.path(this.options.models);
  }

  /** Where models lie: the shipped folder, and the one beside the database. */
  get modelFolders() {
    return {
      modelsDir: this.modelsDir,
      userModelsDir: join(dirname(this.databasePath), USER_MODELS),
      prefer: this.options.with,
    };
  }

  /** What models there are, and which are in use. MODEL_MISSING, MANIFEST_INVALID, OVERLAY_INVALID. */
  models(): Promise<ModelSet> {
    return loadModels(this.modelFolders);
  }

  /** The models, loaded on first use; `onRun` counts then. */
  vision(onRun?: OnRun): Promise<Vision> {
    const { threads } = this.options;
    this.vision_ ??= settleProvider(this)
      .then((provider) =>
        this.parts.createVision({
          ...this.modelFolders,
          provider,
          threads,
          ...(onRun && { onRun }),
        }),
      )
      .then((vision) => {
        this.onClose(() => vision.close());
        return vision;
      });
    return this.vision_;
  }

  /** The models of other folders, or others of these, on the CPU; whoever asks closes them. */
  openVision(folders: ModelFolders): Promise<Vision> {
    const { threads } = this.options;
    return this.parts.createVision({ ...folders, provider: 'cpu', threads });
  }

  /** Called when the command ends, however it ends; last registered first. */
  onClose(close: () => unknown): void {
    this.closers.push(close);
  }

  async close(): Promise<void> {
    for (const close of this.closers.splice(0).reverse()) await close();
  }

  /** Throws once Ctrl-C was pressed. */
  checkpoint(): void {
    if (this.io.signal.aborted) throw new Interrupted();
  }
}

export class Interrupted extends Error {}

/** A command's work: exit 0 when done, 1 when the answer is no. Faults become exit 2. */
export type Action<Options = object> = (
  context: Context,
  args: string[],
  options: Options,
) => Promise<Extract<ExitCode, 0 | 1 | 2>>;

/** A usage error that only the command can see. */
export const usage = (message: string) => new Fault('BAD_INPUT', message);

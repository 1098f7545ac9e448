import { Command, CommanderError } from 'commander';
import { Fault, toFaultData, type FaultData } from '../../preload/contract/faults';
import { addBench } from './commands/bench';
import { addReplay } from './commands/replay';
import { addDb } from './commands/db';
import { addDetect } from './commands/detect';
import { addEmbed } from './commands/embed';
import { addEvaluate } from './commands/evaluate';
import { addIdentify } from './commands/identify';
import { addModels } from './commands/models';
import { addPeople } from './commands/people';
import { addVerify } from './commands/verify';
import { Context, Interrupted, type Action, type Parts } from './context';
import type { ExitCode, Io } from './io';
import { addCommonOptions, type CommonOptions } from './options';

/** Ties a command's action to commander. */
export type Attach = <Options extends object = object>(
  command: Command,
  action: Action<Options>,
) => void;

/**
 * Runs one command line (without the program's name) and returns the exit code: 0 done, 1 the answer
 * is no, 2 bad usage or input, 130 interrupted. Never throws; a failure is one line on stderr or,
 * with --json, `{ error: { code, message, detail } }` on stdout.
 */
export async function run(argv: string[], io: Io, parts: Parts): Promise<ExitCode> {
  let code: ExitCode = 0;
  const attach: Attach = <Options extends object>(command: Command, action: Action<Options>) => {
    command.action(async () => {
      const context = new Context(io, parts, command.optsWithGlobals<CommonOptions>());
      try {
        code = await action(context, command.args, command.opts<Options>());
      } finally {
        await context.close();
      }
    });
  };
  try {
    await createProgram(io, parts.version, attach).parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof Interrupted || io.signal.aborted) return 130;
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    report(asFault(error), argv.includes('--json'), io);
    return 2;
  }
}

function createProgram(io: Io, version: string, attach: Attach): Command {
  const program = new Command('foyer')
    .description("Foyer's engine without a window: the same models, database and decisions.")
    .version(version, '--version')
    .configureHelp({ showGlobalOptions: true, helpWidth: 100 })
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      outputError: () => undefined, // reported in one place, by `report`
    })
    .exitOverride();
  addCommonOptions(program);
  for (const add of [addDetect, addEmbed, addVerify, addIdentify]) add(program, attach);
  for (const add of [addPeople, addDb, addModels, addEvaluate, addBench, addReplay])
    add(program, attach);
  return program;
}

function asFault(error: unknown): FaultData {
  if (!(error instanceof CommanderError)) return toFaultData(error);
  if (error.code === 'commander.help') {
    return toFaultData(new Fault('BAD_INPUT', 'a command is missing'));
  }
  return toFaultData(new Fault('BAD_INPUT', error.message.replace(/^error: /, '')));
}

function report(error: FaultData, json: boolean, io: Io): void {
  if (json) io.stdout.write(`${JSON.stringify({ error }, null, 2)}\n`);
  else io.stderr.write(`foyer: ${error.message} (${error.code})\n`);
}

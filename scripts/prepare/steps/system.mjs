import electronPath from '../../electronPath.cjs';
import { run, tail } from '../../lib/run.mjs';
import { StepError } from '../../lib/stepError.mjs';
import { hasDisplay } from '../../lib/display.mjs';
import { isOnPath, missingLibraries, missingNeeds } from '../systemNeeds.mjs';
import { needsBuild } from './native.mjs';

const APT = ['install', '-y', '--no-install-recommends'];

async function needs({ env }) {
  const { executablePath } = electronPath.findElectron(undefined, env);
  const { output } = await run('ldd', [executablePath]);
  return missingNeeds({
    libraries: missingLibraries(output),
    needsDisplay: !hasDisplay({ env, platform: 'linux' }),
    needsCompiler: needsBuild(env),
    has: (program) => isOnPath(program, env),
  });
}

/**
 * Linux: the libraries Electron is linked against, a virtual display where there is none, and a
 * compiler where the database module has to be built. Installed by apt as root; otherwise the exact
 * command is printed and the run ends.
 */
export default {
  title: 'System libraries',
  async isDone(context) {
    if (context.platform !== 'linux') return true;
    return (await needs(context)).missing.length === 0;
  },
  async run(context) {
    const { env, isRoot, log } = context;
    const { missing, packages } = await needs(context);
    const command = `apt-get ${APT.join(' ')} ${packages.join(' ')}`;
    if (!isOnPath('apt-get', env)) {
      throw new StepError('Something of the system is missing', {
        cause: `not found: ${missing.join(', ')}`,
        todo: `install what brings these (on Debian: ${packages.join(' ')}), then run the command again`,
      });
    }
    if (!isRoot) {
      throw new StepError('Something of the system is missing', {
        cause: `not found: ${missing.join(', ')}`,
        todo: `run this, then the same command again:\n    sudo apt-get update\n    sudo ${command}`,
      });
    }
    await install({ env, log, packages, command });
    const left = (await needs(context)).missing;
    if (left.length === 0) return;
    throw new StepError('Something of the system is still missing', {
      cause: `not found after ${command}: ${left.join(', ')}`,
      todo: 'install what brings these, then run the same command again',
    });
  },
};

async function install({ env, log, packages, command }) {
  const aptEnv = { ...env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' };
  log.line(`The system lacks ${packages.join(', ')}`);
  const done = log.working('Installing system packages');
  // A repository of somebody else may be unreachable; only the install decides.
  const update = await run('apt-get', ['update'], { env: aptEnv });
  const names = [];
  for (const name of packages) names.push(await currentName(name, aptEnv));
  const { code, output } = await run('apt-get', [...APT, ...names], { env: aptEnv });
  if (code !== 0) {
    done('failed');
    throw new StepError('System packages could not be installed', {
      cause: `${command} said:\n    ${tail(`${update.output}\n${output}`)}`,
      todo: 'correct what apt complains about, then run the same command again',
    });
  }
  const size = /Need to get (?:\S+ \S+\/)?(\S+ \S+) of archives/.exec(output)?.[1];
  done(size === undefined ? 'done' : `done, ${size} downloaded`);
}

// Since the 64-bit time_t change, newer Debian and Ubuntu know some libraries by another name.
async function currentName(name, env) {
  const renamed = `${name}t64`;
  const { code } = await run('apt-cache', ['show', '--quiet', renamed], { env });
  return code === 0 ? renamed : name;
}

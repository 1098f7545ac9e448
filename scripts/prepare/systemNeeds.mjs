import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/** What Electron is linked against, by Debian's names; each draws in the rest of its kind. */
const ELECTRON_LIBRARIES = [
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libatk-bridge2.0-0',
  'libcups2',
  'libdrm2',
];

/** The libraries that `ldd` did not find, from its output. */
export const missingLibraries = (lddOutput) =>
  [...lddOutput.matchAll(/^\s*(\S+) => not found$/gm)].map((match) => match[1]);

/** Whether a program can be found in PATH. */
export function isOnPath(program, env) {
  return (env.PATH ?? '').split(path.delimiter).some((dir) => {
    try {
      accessSync(path.join(dir, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/**
 * The Debian packages that are missing here, and the names of what they bring.
 *
 * @param {{ libraries: string[], needsDisplay: boolean, needsCompiler: boolean,
 *   has: (program: string) => boolean }} state libraries: those not found; has: in PATH
 * @returns {{ missing: string[], packages: string[] }}
 */
export function missingNeeds({ libraries, needsDisplay, needsCompiler, has }) {
  const programs = [
    ...(needsDisplay ? [['Xvfb', 'xvfb']] : []),
    ...(needsCompiler
      ? [
          ['g++', 'g++'],
          ['make', 'make'],
          ['python3', 'python3'],
        ]
      : []),
  ].filter(([program]) => !has(program));
  return {
    missing: [...libraries, ...programs.map(([program]) => program)],
    packages: [
      ...(libraries.length > 0 ? ELECTRON_LIBRARIES : []),
      ...programs.map(([, name]) => name),
    ],
  };
}

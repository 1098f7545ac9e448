import { z } from 'zod';

export const EngineState = z.object({
  state: z.enum(['starting', 'ready', 'restarting', 'failed']),
  /** Restarts in a row since the engine last ran well. */
  attempt: z.number().int(),
  error: z
    .object({
      code: z.string(),
      message: z.string(),
      detail: z.record(z.string(), z.unknown()).optional(),
    })
    .nullable(),
});
export type EngineState = z.infer<typeof EngineState>;

export const ShellInfo = z.object({
  version: z.string(),
  electron: z.string(),
  chrome: z.string(),
  platform: z.string(),
  demo: z.boolean(),
  dataDir: z.string(),
  /** Where the database's key is kept. `keyfile` is said in the window: there was no keychain. `unknown`: it was not found. */
  key: z.enum(['keychain', 'keyfile', 'memory', 'unknown']),
  engine: EngineState,
});
export type ShellInfo = z.infer<typeof ShellInfo>;

const Clip = z.object({ name: z.string(), url: z.string() });

/** Answered by the shell itself, never forwarded to the engine. */
export const shell = {
  'shell.info': { input: z.object({}), output: ShellInfo },
  /** Asks for a video file and gives it an address this window may play; null when none was chosen. */
  'shell.chooseVideo': { input: z.object({}), output: Clip.nullable() },
  /** Asks for a folder and restarts the engine on it; the old folder is left as it is. */
  'shell.chooseDataFolder': {
    input: z.object({}),
    output: z.object({ dataDir: z.string() }).nullable(),
  },
  'shell.showDataFolder': { input: z.object({}), output: z.object({}) },
  'shell.restartEngine': { input: z.object({}), output: z.object({}) },
  /** Restarts on a throw-away database with the sample clips as camera, or back on the real one. */
  'shell.demo': { input: z.object({ on: z.boolean() }), output: z.object({}) },
  /** The sample's clips: whom to enrol from which, and the one that plays as the camera. */
  'shell.sample': {
    input: z.object({}),
    output: z.object({
      enrol: z.array(
        z.object({ personId: z.string(), name: z.string(), group: z.string(), clip: Clip }),
      ),
      camera: Clip,
    }),
  },
} as const;

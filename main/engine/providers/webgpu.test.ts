import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { findElectron } from '../../../scripts/electronPath.cjs';
import { bundle } from '../../../scripts/lib/bundle.mjs';
import { isSupported } from '../vision/session';
import { forkTrial } from './forkTrial';
import { superviseTrial } from './superviseTrial';

/** SwiftShader, a GPU in software that every Electron carries: slow, but a GPU in all it answers. */
const driver = path.join(findElectron()?.dist ?? '', 'vk_swiftshader_icd.json');
const missing = !isSupported('webgpu')
  ? 'this build of ONNX Runtime has no WebGPU'
  : existsSync(driver)
    ? null
    : 'there is no Electron with SwiftShader here';

it.skipIf(missing !== null)(
  `WebGPU answers as the CPU does, for every default model (on SwiftShader${missing ? `: left out, ${missing}` : ''})`,
  async () => {
    const file = path.resolve('.foyer/trial-test', `trial-${process.pid}.mjs`);
    onTestFinished(() => rmSync(file, { force: true }));
    await bundle('main/engine/providers/trialMain.ts', file);
    vi.stubEnv('VK_ICD_FILENAMES', driver);
    vi.stubEnv('VK_DRIVER_FILES', driver);
    onTestFinished(() => void vi.unstubAllEnvs());
    const request = { modelsDir: path.resolve('models'), provider: 'webgpu', threads: 2 } as const;
    const trial = await superviseTrial(forkTrial(file), request, 580_000);
    console.log(JSON.stringify(trial, null, 1));
    expect(trial).toMatchObject({ state: 'right', note: '' });
    expect(trial.models.map(({ role }) => role)).toEqual(
      expect.arrayContaining(['detector', 'landmarks', 'embedder', 'liveness']),
    );
    // It ran there and not on the CPU under another name.
    expect(trial.ms!).toBeGreaterThan(5 * trial.cpuMs!);
  },
  600_000,
);

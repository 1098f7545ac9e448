import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultModel, loadModels } from '../manifest';
import { processingHash } from './networks';

const modelsDir = join(import.meta.dirname, '../../../../models');

describe('the hash of processing', () => {
  it('changes with a threshold and a mean, not with a name or a calibration', async () => {
    const { manifest } = await loadModels({ modelsDir });
    const detector = defaultModel(manifest, 'detector');
    const embedder = defaultModel(manifest, 'embedder');
    const before = processingHash([detector, embedder]);
    expect(before).toMatch(/^[0-9a-f]{64}$/);
    const same = { ...embedder, title: 'another', id: 'other', calibration: undefined };
    expect(processingHash([detector, same])).toBe(before);
    expect(processingHash([{ ...detector, scoreThreshold: 0.3 }, embedder])).not.toBe(before);
    const fed = { ...embedder, input: { ...embedder.input, mean: [0, 0, 0] } };
    expect(processingHash([detector, fed])).not.toBe(before);
  });
});

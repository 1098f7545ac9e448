import { describe, expect, it, vi } from 'vitest';
import { Gallery } from './gallery';
import { createRiskModel } from './risk';
import { createSite, siteAtRest } from './site';
import { calibration, gaussian, unitVectors } from './testing/faces';

const vectors = unitVectors(80, 16, gaussian(31));
const entry = (n: number) => ({
  templateId: `t${n}`,
  personId: `p${n % 40}`,
  vector: vectors[n]!,
});

describe('a site that follows its gallery', () => {
  it('counts in the background, says when it is done, and comes to what a count at once does', async () => {
    const gallery = new Gallery(16);
    for (let n = 0; n < 40; n++) gallery.add(entry(n));
    const report = vi.fn<(error: unknown) => void>();
    const changed = vi.fn<() => void>();
    const site = createSite(gallery, calibration, { report, changed });
    for (let n = 40; n < 80; n++) gallery.add(entry(n));
    for (let n = 0; n < 10; n++) gallery.removePerson(`p${n}`);
    expect(site.pending()).toBeGreaterThan(90);
    expect(site.evidence().weight).toBe(0);
    await vi.waitFor(() => expect(site.pending()).toBe(0), 5000);
    await vi.waitFor(() => expect(changed).toHaveBeenCalled());
    const rest = siteAtRest(gallery, calibration);
    expect(site.evidence()).toMatchObject({ people: 30, pairs: (30 * 29) / 2 });
    expect(site.evidence().weight).toBeCloseTo(30 / 130);
    // Which of a person's two templates stands for it may differ; whose were compared may not.
    expect(site.evidence().nonMated.total).toBe(rest.evidence().nonMated.total);
    expect(site.evidence().mated.counts).toEqual(rest.evidence().mated.counts);
    expect(site.risk().fmr(0.1)).not.toBe(site.model.fmr(0.1));
    for (let n = 10; n < 40; n++) {
      expect(rest.bar(`p${n}`, 0.2)).toBeCloseTo(site.hardCases.bar(`p${n}`, 0.2), 10);
    }
    expect(rest.bar('p10', 0.2)).toBeGreaterThan(0.2);
    expect(rest.bar('p10', 0.99)).toBe(0.99);
    expect(report).not.toHaveBeenCalled();
    site.close();
    gallery.close();
  });
});

describe('a search of people with several templates', () => {
  const risk = createRiskModel(calibration);
  const target = 0.001;

  it('counts a person with one template as one, and with several as more, yet not as so many', () => {
    const at = (templates: number) => risk.thresholdFor(target, { templates, people: 500 });
    expect(at(500)).toBeCloseTo(risk.thresholdFor(target, 500), 6);
    expect(at(2500)).toBeGreaterThan(at(500));
    expect(at(2500)).toBeLessThan(risk.thresholdFor(target, 2500));
  });

  it('asks more of a probe of several frames, by the calibration’s factor', () => {
    const searched = { templates: 100, people: 100 };
    const t = 0.45;
    const one = risk.fpir(t, searched);
    expect(risk.fpir(t, { ...searched, frames: 3 }) / one).toBeCloseTo(1.4, 2);
    expect(risk.fpir(t, { ...searched, frames: 2 }) / one).toBeCloseTo(1.2, 2);
  });

  it('gives the risk back at the threshold that follows from it, and never falls with people', () => {
    let before = -1;
    for (const people of [1, 10, 100, 1000, 10_000]) {
      const searched = { templates: people * 4, people, frames: 3 };
      const t = risk.thresholdFor(target, searched);
      expect(risk.fpir(t, searched) / target).toBeCloseTo(1, 4);
      expect(t).toBeGreaterThan(before);
      before = t;
    }
    expect(risk.fpir(0.5, { templates: 0, people: 0 })).toBe(0);
    expect(risk.thresholdFor(target, { templates: 0, people: 0 })).toBeGreaterThan(0.3);
  });

  it('treats templates as independent where nothing was measured', () => {
    const { grouping: _, fusion: __, ...bare } = calibration;
    const plain = createRiskModel(bare);
    expect(plain.fpir(0.45, { templates: 400, people: 100, frames: 3 })).toBeCloseTo(
      plain.fpir(0.45, 400),
      12,
    );
  });
});

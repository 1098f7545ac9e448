import type { SizeBin } from '../engine/evaluate/faceSize';
import type { MeasureReport, QualityReport, ScaleReport } from '../engine/evaluate/quality';
import { count, fixed, percent, record, table } from './text';

const shareOf = ({ fnmr, interval: { low, high } }: Omit<SizeBin, 'from' | 'to'>) =>
  fnmr === null ? '-' : `${percent(fnmr)} (${percent(low)} to ${percent(high)})`;

function discardTable(measures: readonly MeasureReport[]): string {
  const shares = measures[0]?.points.map(({ discarded }) => percent(discarded, 0)) ?? [];
  return table(
    ['measure', ...shares, 'gain', 'by chance', 'correlation'],
    measures.map(({ measure, points, gain, chance, correlation }) => [
      measure,
      ...points.map(({ fnmr }) => percent(fnmr)),
      fixed(gain, 2),
      fixed(chance),
      fixed(correlation, 2),
    ]),
  );
}

const sizeTable = (title: string, bins: readonly SizeBin[]) =>
  table(
    [title, 'genuine', 'FNMR', 'mean similarity', 'impostor', 'FMR'],
    bins.map((bin) => [
      bin.to === null ? `from ${bin.from}` : `${bin.from} to ${bin.to}`,
      bin.genuine,
      shareOf(bin),
      fixed(bin.meanSimilarity),
      bin.impostor,
      percent(bin.fmr),
    ]),
  );

const scaleTable = (scales: readonly ScaleReport[]) =>
  table(
    ['scale', 'box px', 'eyes px', 'no face', 'FNMR', 'mean similarity', 'FMR'],
    scales.map((at) => [
      at.scale,
      Math.round(at.medianBoxWidthPx),
      Math.round(at.medianInterEyePx),
      at.noFace,
      shareOf(at),
      fixed(at.meanSimilarity),
      percent(at.fmr),
    ]),
  );

/** Error versus discard by measure, and error rates by size of face; --json has every number. */
export function qualityText(report: QualityReport): string {
  const parts = [
    record({
      pairs: `${report.pairs} (${report.genuine} genuine, ${report.impostor} impostor), ${count(report.failedToEnrol.length, 'image')} without a face left out`,
      threshold: `${fixed(report.threshold)}, FMR ${report.fmr}`,
      'genuine pairs refused': `${report.refused}, ${shareOf({ ...report, meanSimilarity: null })}`,
    }),
    `FNMR after leaving out the worst by\n${discardTable(report.measures)}`,
    sizeTable('box width, px', report.bySize.boxWidthPx),
    sizeTable('between the eyes, px', report.bySize.interEyePx),
  ];
  if (report.scales.length > 0) {
    parts.push(
      `Second image shrunk\n${scaleTable(report.scales)}`,
      `With the shrunk images, FNMR after leaving out the worst by\n${discardTable(report.measuresShrunk)}`,
      sizeTable('box width, px', report.bySizeShrunk.boxWidthPx),
      sizeTable('between the eyes, px', report.bySizeShrunk.interEyePx),
    );
  }
  return parts.join('\n\n');
}

import type { DetectionReport, SizeClass } from '../engine/evaluate/detection';
import type { FailedImage } from '../engine/evaluate/embedFiles';
import type { GalleryReport, WorkingPoint } from '../engine/evaluate/identification';
import type { Interval } from '../engine/evaluate/intervals';
import type { LivenessReport } from '../engine/evaluate/liveness';
import type { VerificationReport } from '../engine/evaluate/verification';
import { count, fixed, percent, record, table } from './text';

/** The evaluation reports for people; --json has every number. */

const NAMED = 10;

const within = ({ low, high }: Interval) => `(95 %: ${percent(low)} to ${percent(high)})`;

function failures(failed: readonly FailedImage[]): string {
  if (failed.length === 0) return 'none';
  const named = failed.slice(0, NAMED).map(({ image, reason }) => `${image} ${reason}`);
  const rest = failed.length > NAMED ? `, and ${failed.length - NAMED} more` : '';
  return `${failed.length}: ${named.join(', ')}${rest}`;
}

const THRESHOLD_SOURCES = {
  'other-folds': 'from the other folds',
  'train-list': 'from the training list',
  'same-list': 'from this very list, so the accuracy is optimistic',
};

export function verificationText(report: VerificationReport): string {
  return [
    record({
      pairs: `${report.pairs} (${report.genuine} genuine, ${report.impostor} impostor)`,
      'failed to enrol': `${failures(report.failedToEnrol)} (${percent(report.failureToEnrolRate)} of ${count(report.images, 'image')})`,
      accuracy: `${percent(report.accuracy)} ${within(report.interval)}`,
      threshold: `${fixed(report.threshold)}, ${THRESHOLD_SOURCES[report.thresholdFrom]}`,
      AUC: fixed(report.auc, 5),
      EER: `${percent(report.eer)} at ${fixed(report.eerThreshold)}`,
    }),
    table(
      ['FMR', 'TAR', 'interval', 'threshold', ''],
      Object.entries(report.tarAtFmr).map(([rate, at]) => [
        rate,
        percent(at.tar),
        within(at.interval),
        fixed(at.threshold),
        at.resolved ? '' : 'too few impostor pairs for this rate: above all of them',
      ]),
    ),
  ].join('\n\n');
}

const sizes = (title: string, classes: readonly SizeClass[], unit: (v: number) => string) =>
  table(
    [title, 'faces', 'found', 'rate'],
    classes
      .filter(({ faces }) => faces > 0)
      .map(({ from, to, faces, found, detectionRate }) => [
        to === null ? `from ${unit(from)}` : `${unit(from)} to ${unit(to)}`,
        faces,
        found,
        percent(detectionRate, 1),
      ]),
  );

export function detectionText(report: DetectionReport): string {
  const { nonface } = report;
  const parts = [
    record({
      images: report.images,
      faces: report.faces,
      found: `${report.found}, ${percent(report.detectionRate)} ${within(report.interval)}`,
      missed: `${percent(report.missRate.perFace)} of faces; in ${percent(report.missRate.perImage)} of images`,
      'other detections': `${fixed(report.unmatchedPerImage)} an image`,
      unreadable: failures(report.unreadable),
    }),
    sizes('size of the face', report.bySizePx, (v) => `${v} px`),
    sizes('share of the longer side', report.byShare, (v) => percent(v, 0)),
  ];
  if (nonface) {
    parts.push(
      record({
        'pictures without a face': nonface.images,
        'with a detection': `${nonface.withDetection.length}, ${percent(nonface.falseDetectionRate)} ${within(nonface.interval)}`,
        'false detections': `${fixed(nonface.falsePerImage)} an image`,
      }),
    );
  }
  return parts.join('\n\n');
}

export function livenessText(report: LivenessReport): string {
  const row = (
    what: string,
    r: { apcer: number; attacks: number; bpcer: number; live: number },
  ) => [what, percent(r.apcer), r.attacks, percent(r.bpcer), r.live];
  const { overFrames, noFace } = report;
  return [
    table(
      ['judged by', 'APCER', 'attacks', 'BPCER', 'live'],
      [
        row('one frame', report),
        ...(overFrames ? [row(`mean of ${overFrames.frames}`, overFrames)] : []),
      ],
    ),
    record({
      threshold: fixed(report.threshold),
      EER: `${percent(report.eer)} at ${fixed(report.eerThreshold)}`,
      AUC: fixed(report.auc, 5),
      'no face': `${noFace.live} live, ${noFace.attacks} attacks`,
    }),
  ].join('\n\n');
}

export function identificationText(report: {
  galleries: GalleryReport[];
  people: number;
  failedToEnrol: FailedImage[];
}): string {
  const row = (gallery: GalleryReport, what: string, at: WorkingPoint) => [
    gallery.people,
    what,
    fixed(at.threshold),
    percent(at.predictedFpir, 3),
    percent(at.measuredFpir, 3),
    `${percent(at.fpirInterval.low, 3)} to ${percent(at.fpirInterval.high, 3)}`,
    at.agrees ? 'yes' : 'no',
    percent(at.fnir, 1),
    percent(gallery.rank1, 1),
  ];
  return [
    `${count(report.people, 'person', 'people')} with a face; failed to enrol: ${failures(report.failedToEnrol)}`,
    table(
      [
        'gallery',
        'target',
        'threshold',
        'predicted FPIR',
        'measured',
        '95 %',
        'agrees',
        'FNIR',
        'rank 1',
      ],
      report.galleries.flatMap((gallery) => [
        ...gallery.targets.map((at) => row(gallery, percent(at.target, 2), at)),
        row(gallery, 'fixed', gallery.fixed),
      ]),
    ),
  ].join('\n\n');
}

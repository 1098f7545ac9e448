const percent = (share) => `${(share * 100).toFixed(1)} %`;
const within = (share, { low, high }) => `${percent(share)} (${percent(low)} to ${percent(high)})`;

/** The comparison as a Markdown table, ready for the measurements. */
export function compareText({ date, machine, versions, results }) {
  const rows = Object.entries(results).map(([name, result]) => {
    const { verification: v, detection: d } = result;
    return [
      `${name}: ${result.what}`,
      v ? within(v.accuracy, v.interval) : '',
      v ? within(v.tarAtFmr1e3, v.tarInterval) : '',
      v ? String(v.noFace) : '',
      d ? `${d.found} of ${d.faces}` : '',
      d ? d.others.toFixed(2) : '',
      result.detectCpuMs.toFixed(1),
      result.oneFaceCpuMs.toFixed(1),
      result.imagesPerSecondOfProcessor.toFixed(1),
      result.peakMemoryMb.toFixed(0),
    ];
  });
  const header = [
    'system',
    'accuracy',
    'TAR at FMR 1e-3',
    'no face',
    'found',
    'others an image',
    'detect, ms',
    'one face, ms',
    'images a second',
    'memory, MB',
  ];
  const line = (cells) => `| ${cells.join(' | ')} |`;
  const list = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [
    `${date}, ${machine}; ${list.join(', ')}. Times are processor time of all threads, medians; "one face" is detecting and describing, in pictures with one.`,
    '',
    line(header),
    line(header.map(() => '---')),
    ...rows.map(line),
    '',
  ].join('\n');
}

// node scripts/bench/selfTime.mjs FILE.cpuprofile [ROWS]: where the time went, by function. See
// docs/measurements.md, Time around the models. WebAssembly functions are called by their number.
import { readFileSync } from 'node:fs';
import path from 'node:path';

const [file, rows = '20'] = process.argv.slice(2);
if (file === undefined) throw new Error('which .cpuprofile?');
const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(file, 'utf8'));

const names = new Map(
  nodes.map(({ id, callFrame: { functionName, url, lineNumber } }) => [
    id,
    `${functionName || '(anonymous)'} ${path.basename(url)}:${lineNumber + 1}`,
  ]),
);
const self = new Map();
let total = 0;
samples.forEach((id, at) => {
  const name = names.get(id);
  self.set(name, (self.get(name) ?? 0) + timeDeltas[at]);
  total += timeDeltas[at];
});
console.log(`${(total / 1000).toFixed(0)} ms in all; self time:`);
for (const [name, time] of [...self].sort((a, b) => b[1] - a[1]).slice(0, Number(rows))) {
  console.log(
    `${(time / 1000).toFixed(1).padStart(9)} ms ${((100 * time) / total).toFixed(1).padStart(5)} %  ${name}`,
  );
}

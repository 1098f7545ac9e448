// npm run wasm: assembles main/engine/match/scan/scan.wat into scanWasm.ts beside it.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import wabt from 'wabt';

const folder = path.resolve(import.meta.dirname, '../../main/engine/match/scan');

/** The module's bytes as base64; equal text gives equal bytes. */
export async function assemble() {
  const { parseWat } = await wabt();
  const text = readFileSync(path.join(folder, 'scan.wat'), 'utf8');
  const { buffer } = parseWat('scan.wat', text, { simd: true, threads: true }).toBinary({});
  return Buffer.from(buffer).toString('base64');
}

export const target = path.join(folder, 'scanWasm.ts');

if (process.argv[1] === import.meta.filename) {
  const lines = (await assemble()).match(/.{1,90}/g);
  const text = lines.map((line) => `  '${line}',`).join('\n');
  writeFileSync(
    target,
    `/** scan.wat, assembled by \`npm run wasm\` (base64). */\nexport const scanWasm = [\n${text}\n].join('');\n`,
  );
  console.log(`${target}: ${lines.join('').length} characters`);
}

// npm run wasm: assembles each .wat file into a TypeScript file beside it.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import wabt from 'wabt';

const root = path.resolve(import.meta.dirname, '../..');
const engine = path.join(root, 'main/engine');

export const scan = path.join(engine, 'match/scan/scan.wat');
export const kernel = path.join(engine, 'vision/kernel/kernel.wat');

/** The module's bytes as base64; equal text gives equal bytes. */
export async function assemble(source = scan) {
  const { parseWat } = await wabt();
  const text = readFileSync(source, 'utf8');
  const name = path.basename(source);
  const { buffer } = parseWat(name, text, { simd: true, threads: true }).toBinary({});
  return Buffer.from(buffer).toString('base64');
}

if (process.argv[1] === import.meta.filename) {
  for (const source of [scan, kernel]) {
    const lines = (await assemble(source)).match(/.{1,90}/g);
    const text = lines.map((line) => `  '${line}',`).join('\n');
    const name = path.basename(source, '.wat');
    const target = path.join(path.dirname(source), `${name}Wasm.ts`);
    const head = `/** ${name}.wat, assembled by \`npm run wasm\` (base64). */`;
    writeFileSync(target, `${head}\nexport const ${name}Wasm = [\n${text}\n].join('');\n`);
    console.log(`${target}: ${lines.join('').length} characters`);
  }
}

import type { BrowserWindow } from 'electron';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { EventRow } from '../../preload/contract/shapes';

/** One line a check-in, for whoever watches the console instead of the window. */
export function consoleLine({ at, outcome, person, similarity, threshold }: EventRow): string {
  const time = new Date(at).toTimeString().slice(0, 8);
  const score =
    similarity === null
      ? ''
      : `, similarity ${similarity.toFixed(3)} (threshold ${threshold.toFixed(3)})`;
  if (outcome === 'known' && person)
    return `${time} checked in: ${person.name} (${person.personId})${score}`;
  if (outcome === 'spoof') return `${time} refused: not a live face${score}`;
  return `${time} not enrolled${score}`;
}

/** Runs unattended for `seconds`, photographs the window, and says whether anybody was recognised. */
export async function watchThenExit(
  window: BrowserWindow,
  { seconds, screenshot }: { seconds: number; screenshot: string | null },
  recognised: () => number,
): Promise<number> {
  await new Promise((done) => setTimeout(done, seconds * 1000));
  let failed = false;
  if (screenshot !== null) {
    const file = resolve(screenshot);
    const picture = await window.webContents.capturePage();
    await writeFile(file, picture.toPNG()).then(
      () => console.log(`Foyer: window photographed in ${file}`),
      (error: Error) => {
        console.error(`Foyer: no picture of the window: ${error.message}`);
        failed = true;
      },
    );
  }
  const count = recognised();
  console.log(
    count > 0
      ? `Foyer: ${count} check-in${count === 1 ? '' : 's'} in ${seconds} s`
      : `Foyer: nobody was recognised in ${seconds} s`,
  );
  return count > 0 && !failed ? 0 : 1;
}

import type { EventRow, PersonRow, Quality, TemplateCard } from '../../preload/contract/shapes';

/** Made-up people, with the names that break layouts: long, short, Chinese, accented. */
const names: [personId: string, name: string, group: string][] = [
  ['1001', 'Ann Li', 'Sales'],
  ['1002', '王小明', '研发部'],
  ['1003', 'Maximiliane Hohenstein-Rautenberg von der Lippe', 'Finance and Controlling'],
  ['A-17', 'José Ángel Núñez', 'Logistics'],
  ['1005', '欧阳娜娜', '市场与品牌传播中心'],
  ['1006', 'Tom Okafor', 'Facilities'],
  ['1007', 'Priya Raghunathan', 'Research'],
  ['1008', '李静', '人力资源'],
  ['EXT-000238-B', 'Oleksandr Shevchenko', 'Visitors'],
  ['1010', 'Bo', ''],
  ['1011', '司马相如', '法务'],
  ['1012', 'Hélène Dupont', 'Sales'],
];

export const quality = (unified: number, yawDeg = 3): Quality => ({
  unified,
  interEyeDistancePx: 62,
  interEyeDistance: 92,
  sharpness: unified - 4,
  underExposurePrevention: Math.min(100, unified + 8),
  overExposurePrevention: Math.min(100, unified + 8),
  illuminationUniformity: 77,
  pose: 95 - Math.abs(yawDeg),
  inFrame: 100,
  recognisability: unified - 9,
  eyesOpen: null,
  mouthClosed: null,
  faceInCrop: null,
  yawDeg,
  pitchDeg: -4,
  rollDeg: 1,
});

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const MINUTE = 60_000;

async function drawnFace(n: number): Promise<Uint8Array> {
  const canvas = new OffscreenCanvas(112, 112);
  const ctx = canvas.getContext('2d');
  if (ctx) {
    ctx.fillStyle = `hsl(${(n * 47) % 360} 24% 46%)`;
    ctx.fillRect(0, 0, 112, 112);
    ctx.fillStyle = `hsl(${(n * 47) % 360} 28% 76%)`;
    ctx.beginPath();
    ctx.arc(56, 46, 24, 0, 7);
    ctx.ellipse(56, 112, 40, 36, 0, 0, 7);
    ctx.fill();
  }
  const blob = await canvas.convertToBlob({ type: 'image/jpeg' });
  return new Uint8Array(await blob.arrayBuffer());
}

/** `faces/<n>.jpg` of the page's own folder where somebody put one, or a drawn head. */
export async function faceJpeg(n: number): Promise<Uint8Array> {
  const found = await fetch(`faces/${n}.jpg`).catch(() => null);
  if (!found?.ok || !found.headers.get('content-type')?.startsWith('image/')) return drawnFace(n);
  return new Uint8Array(await found.arrayBuffer());
}

export async function makePeople(now: number): Promise<PersonRow[]> {
  return Promise.all(
    names.map(async ([personId, name, group], i) => ({
      id: uuid(i + 1),
      personId,
      name,
      group,
      note: i === 0 ? 'Key holder, west entrance.' : '',
      templates: 3 + (i % 3),
      bestQuality: 94 - i * 3,
      thumbnail: i === 9 ? null : await faceJpeg(i),
      lastSeenAt: i === 7 ? null : now - i * i * 37 * MINUTE,
      createdAt: now - (i + 2) * 86_400_000,
    })),
  );
}

export async function makeTemplates(person: PersonRow): Promise<TemplateCard[]> {
  return Promise.all(
    Array.from({ length: person.templates }, async (_, i) => ({
      id: uuid(1000 + i),
      thumbnail: person.thumbnail,
      quality: quality((person.bestQuality ?? 70) - i * 6, i * 9 - 9),
      idCheck: null,
      source: i === 2 ? ('photo' as const) : ('camera' as const),
      model: 'mobilefacenet-512',
      createdAt: person.createdAt + i * 1400,
    })),
  );
}

export async function makeEvents(people: PersonRow[], now: number): Promise<EventRow[]> {
  const outcomes = ['known', 'known', 'unknown', 'known', 'uncertain', 'known', 'spoof'] as const;
  return Promise.all(
    Array.from({ length: 64 }, async (_, i) => {
      const outcome = outcomes[i % outcomes.length] ?? 'known';
      const person = outcome === 'known' ? people[(i * 5) % people.length] : undefined;
      return {
        seq: 1000 - i,
        id: uuid(5000 + i),
        at: now - i * 13 * MINUTE - 40_000,
        kind: 'identification' as const,
        reference: null,
        outcome,
        person: person ? { id: person.id, personId: person.personId, name: person.name } : null,
        similarity: outcome === 'known' ? 0.78 - (i % 9) * 0.03 : outcome === 'spoof' ? null : 0.29,
        secondBest: 0.22,
        threshold: 0.42,
        gallerySize: 41,
        liveness: outcome === 'spoof' ? 0.04 : 0.98,
        quality: 82 - (i % 20),
        frames: 3 + (i % 5),
        station: 'Front desk',
        thumbnail: person ? person.thumbnail : await faceJpeg(20 + (i % 4)),
      };
    }),
  );
}

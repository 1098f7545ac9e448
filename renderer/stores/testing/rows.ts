import type { EnrolState } from '../../../preload/contract/calls/enrol';
import type { Settings } from '../../../preload/contract/calls/settings';
import type {
  EventRow,
  PersonRow,
  Quality,
  ThresholdChange,
} from '../../../preload/contract/shapes';

export const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

export const personRow = (n: number, more: Partial<PersonRow> = {}): PersonRow => ({
  id: uuid(n),
  personId: String(1000 + n),
  name: `Person ${n}`,
  group: '',
  note: '',
  templates: 3,
  bestQuality: 80,
  thumbnail: null,
  lastSeenAt: null,
  createdAt: 0,
  ...more,
});

export const eventRow = (seq: number, more: Partial<EventRow> = {}): EventRow => ({
  seq,
  id: uuid(seq),
  at: new Date(2025, 5, 5, 8, 59).getTime() + seq,
  kind: 'identification',
  reference: null,
  outcome: 'unknown',
  person: null,
  similarity: 0.2,
  secondBest: 0.1,
  threshold: 0.4,
  gallerySize: 10,
  liveness: 0.9,
  quality: 80,
  frames: 3,
  station: 'Front desk',
  thumbnail: null,
  ...more,
});

export const thresholdChange = (seq: number, at: number): ThresholdChange => ({
  seq,
  at,
  cause: 'gallery',
  mode: 'auto',
  threshold: 0.47,
  previous: 0.45,
  risk: 0.001,
  gallerySize: 12,
  expectedFpir: 0.001,
  expectedFnmr: 0.03,
});

const quality: Quality = {
  unified: 80,
  interEyeDistancePx: 60,
  interEyeDistance: 80,
  sharpness: 80,
  underExposurePrevention: 80,
  overExposurePrevention: 80,
  illuminationUniformity: 80,
  pose: 80,
  inFrame: 100,
  recognisability: 80,
  eyesOpen: null,
  mouthClosed: null,
  faceInCrop: null,
  yawDeg: 0,
  pitchDeg: 0,
  rollDeg: 0,
};

export const session = (views: number, more: Partial<EnrolState> = {}): EnrolState => ({
  sessionId: uuid(77),
  personId: '1001',
  name: 'Ann Li',
  group: 'Sales',
  views: Array.from({ length: views }, (_, i) => ({
    viewId: uuid(500 + i),
    thumbnail: new Uint8Array([1]),
    quality,
  })),
  needed: 3,
  guidance: null,
  wanted: 'front',
  idCheck: null,
  ...more,
});

export const settings = (more: Partial<Settings> = {}): Settings => ({
  locale: 'en',
  theme: 'auto',
  stationName: 'Front desk',
  thresholdMode: 'auto',
  threshold: 0.45,
  risk: 0.001,
  verifyRisk: 0.001,
  margin: 0.05,
  agreement: 3,
  liveness: true,
  livenessThreshold: 0.5,
  cooldownSeconds: 300,
  minFacePx: 80,
  farFaces: false,
  facePolicy: 'all',
  keepThumbnails: true,
  camera: null,
  provider: 'auto',
  threads: 2,
  ...more,
});

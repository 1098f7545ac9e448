import type { Box, FivePoints, Point } from '../../../preload/contract/frames';
import type { Quality } from '../../../preload/contract/shapes';

/** Pixels, RGBA, row-major, 8 bits a channel, sRGB. */
export interface RgbaImage {
  width: number;
  height: number;
  data: Uint8Array | Uint8ClampedArray;
}

export type { Box, FivePoints, Point };

/** A detected face in pixels of the image it was found in. */
export interface Detection {
  box: Box;
  score: number;
  /** Five points, where the detector family gives them. */
  points?: FivePoints;
}

/** 68 points (iBUG order) and the five that alignment uses, in image pixels. */
export interface Landmarks {
  all: Point[];
  five: FivePoints;
}

/** Where a face lies in image pixels: what alignment goes by. */
export interface FacePlace {
  box: Box;
  five: FivePoints;
}

/** An aligned face: RGBA, `size` x `size` pixels, placed as the embedder wants it. */
export interface AlignedCrop {
  size: number;
  data: Uint8ClampedArray;
}

/** x and y in image pixels; z away from the camera in the same unit, from the head's middle. */
export type MeshPoint = [x: number, y: number, z: number];

/** What a mesh network says of a box: 468 points (MediaPipe's order), and whether it is a face at all. */
export interface FaceMesh {
  /** Probability of a face, 0 to 1. */
  face: number;
  points: MeshPoint[];
}

/** Unit vector and the length it had before normalising (which carries quality). */
export interface Embedding {
  vector: Float32Array;
  norm: number;
}

export interface LoadedModel {
  id: string;
  role: 'detector' | 'landmarks' | 'embedder' | 'liveness' | 'mesh';
  file: string;
  sha256: string;
  licence: string;
  /** Whether it came with the program or was added at this station. */
  origin: 'shipped' | 'user';
}

/** The models at work. Every method throws Fault IMAGE_* or MODEL_*; none keeps the image. */
export interface Vision {
  models: LoadedModel[];
  /** Id of the embedder, stored with every template: vectors of different models never meet. */
  embedderId: string;
  dimension: number;
  provider: string;
  /** Faces by falling score. `minScore` defaults to the manifest's. */
  detect(image: RgbaImage, minScore?: number): Promise<Detection[]>;
  /** Hash of the entries as far as they say how pixels are fed and outputs read, thresholds included. */
  processing: string;
  /** The score asked of a face that nobody pointed the camera at: captured by itself, or far away. */
  captureScore: number;
  landmarks(image: RgbaImage, detection: Detection): Promise<Landmarks>;
  /** The face as the embedder takes it: by its five points or by its box, as the family asks. */
  align(image: RgbaImage, face: FacePlace): AlignedCrop;
  /** One run for all crops where the model takes batches, else one after the other. */
  embed(crops: AlignedCrop[]): Promise<Embedding[]>;
  /** Probability that the face is live, one frame; camera frames only. */
  liveness(image: RgbaImage, box: Box): Promise<number>;
  /**
   * The mesh of the face in `box`, and whether it is one. Its network is loaded at the first call, so
   * that who never asks does not pay.
   */
  mesh(image: RgbaImage, box: Box): Promise<FaceMesh>;
  /** Detector and mesh agree that this is a face: asked before anything is kept by itself. */
  isFace(detection: Detection, mesh: FaceMesh): boolean;
  /** `norm` is the embedding's, once known. */
  quality(image: RgbaImage, box: Box, landmarks: Landmarks, norm?: number): Quality;
  /** The quality measured before embedding, completed by the embedding's length. */
  recognised(quality: Quality, norm: number): Quality;
  close(): Promise<void>;
}

import type { Box, FivePoints } from '../../preload/contract/frames';
import type { Quality } from '../../preload/contract/shapes';
import { eyeOpenness, meshPose, mouthOpenness } from '../engine/vision/meshMeasures';
import { withMesh } from '../engine/vision/qualityMesh';
import type { RgbaImage, Vision } from '../engine/vision/types';

export const meshOption = [
  '--mesh',
  'ask the face mesh too: pose, eyes, mouth, and whether it is a face',
] as const;

/**
 * With --mesh the quality completed by it, and what it says by itself: probability of a face, pose in
 * degrees, openness of each eye and of the mouth, 0 to 1. Without, the quality as it is.
 */
export async function withMeshOption(
  asked: boolean | undefined,
  vision: Vision,
  image: RgbaImage,
  face: { box: Box; five: FivePoints; quality: Quality },
) {
  if (!asked) return { quality: face.quality };
  const mesh = await vision.mesh(image, face.box);
  const { points } = mesh;
  return {
    quality: withMesh(face.quality, face.five, mesh),
    mesh: {
      face: mesh.face,
      pose: meshPose(points),
      eyes: eyeOpenness(points),
      mouth: mouthOpenness(points),
    },
  };
}

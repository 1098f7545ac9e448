import type { Command } from 'commander';
import type { Attach } from '../run';
import { allFaces, eachImage, imagesExit, tilesOption } from '../images';
import { meshOption, withMeshOption } from '../meshOption';
import { fixed, table, type Cell } from '../text';

/** `detect IMAGE...`: every face's box, score, five points and quality. */
export function addDetect(program: Command, attach: Attach): void {
  const command = program
    .command('detect')
    .description('faces: box [x,y,w,h] in pixels, score, five points, quality')
    .argument('<image...>', 'JPEG, PNG or WebP files')
    .option(...tilesOption)
    .option(...meshOption);
  attach<{ tiles?: number; mesh?: boolean }>(command, async (context, images, options) => {
    const { tiles, mesh } = options;
    const results = await eachImage(context, images, async (vision, image) => {
      const faces = [];
      for (const detection of await allFaces(vision, image, tiles)) {
        const landmarks = await vision.landmarks(image, detection);
        const quality = vision.quality(image, detection.box, landmarks);
        const { box, score } = detection;
        const face = { box, five: landmarks.five, quality };
        const seen = await withMeshOption(mesh, vision, image, face);
        faces.push({ box, score, landmarks: landmarks.five, ...seen });
      }
      return { width: image.width, height: image.height, faces };
    });
    context.answer(
      results.map((result) => ({
        image: result.image,
        ...(result.ok ? result.answer : { error: result.error }),
      })),
      () =>
        table(
          ['image', 'face', 'x', 'y', 'width', 'height', 'score', 'quality'],
          results.flatMap((result): Cell[][] => {
            if (!result.ok)
              return [[result.image, result.error.code, null, null, null, null, null, null]];
            const { faces } = result.answer;
            if (faces.length === 0)
              return [[result.image, 'none', null, null, null, null, null, null]];
            return faces.map(({ box: [x, y, w, h], score, quality }, at) => [
              result.image,
              `${at + 1} of ${faces.length}`,
              Math.round(x),
              Math.round(y),
              Math.round(w),
              Math.round(h),
              fixed(score),
              Math.round(quality.unified),
            ]);
          }),
        ),
    );
    return imagesExit(results, ({ faces }) => faces.length > 0);
  });
}

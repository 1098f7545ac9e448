import type { Command } from 'commander';
import { Fault } from '../../../preload/contract/faults';
import { describeFaces, largestFace } from '../../engine/evaluate/faces';
import { eachImage, imagesExit } from '../images';
import type { Attach } from '../run';
import { meshOption, withMeshOption } from '../meshOption';
import { fixed, table } from '../text';

/** `embed IMAGE...`: the largest face's embedding and quality. */
export function addEmbed(program: Command, attach: Attach): void {
  const command = program
    .command('embed')
    .description("the largest face's embedding and quality")
    .argument('<image...>', 'JPEG, PNG or WebP files')
    .option(...meshOption);
  attach<{ mesh?: boolean }>(command, async (context, images, { mesh }) => {
    const results = await eachImage(context, images, async (vision, image) => {
      const largest = largestFace(await vision.detect(image));
      const [face] = largest ? await describeFaces(vision, image, [largest]) : [];
      if (!face) return null;
      const { box } = face.detection;
      const { five } = face.landmarks;
      const seen = await withMeshOption(mesh, vision, image, { box, five, quality: face.quality });
      return {
        model: vision.embedderId,
        dimension: vision.dimension,
        embedding: [...face.embedding.vector],
        norm: face.embedding.norm,
        ...seen,
        box,
      };
    });
    const documents = results.map((result) => {
      const { image } = result;
      if (!result.ok) return { image, error: result.error };
      const none = new Fault('NO_FACE', `${image}: no face found`);
      return { image, ...(result.answer ?? { error: { code: none.code, message: none.message } }) };
    });
    context.answer(documents.length === 1 ? documents[0] : documents, () =>
      table(
        ['image', 'model', 'numbers', 'length', 'quality', 'first numbers'],
        results.map((result) => {
          const face = result.ok ? result.answer : null;
          const problem = result.ok ? 'no face' : result.error.code;
          if (!face) return [result.image, problem, null, null, null, null];
          const first = face.embedding
            .slice(0, 4)
            .map((v) => fixed(v))
            .join(' ');
          return [
            result.image,
            face.model,
            face.dimension,
            fixed(face.norm, 2),
            Math.round(face.quality.unified),
            `${first} ...`,
          ];
        }),
      ),
    );
    return imagesExit(results, (face) => face !== null);
  });
}

import { Fault } from '../../../preload/contract/faults';
import type { RgbaImage } from './types';

/**
 * An image's pixels as one 32-bit word each (red in the lowest byte; every machine Node runs on is
 * little-endian): one load instead of four. Shares the image's memory where that is aligned.
 * Throws Fault IMAGE_UNREADABLE where there are fewer bytes than the size says.
 */
export function pixelWords({ width, height, data }: RgbaImage): Int32Array {
  const count = width * height;
  if (!(count > 0 && data.length >= count * 4)) {
    const reason = `${data.length} bytes are no ${width} x ${height} pixels`;
    throw new Fault('IMAGE_UNREADABLE', `The image cannot be used: ${reason}`, { reason });
  }
  if (data.byteOffset % 4 === 0) return new Int32Array(data.buffer, data.byteOffset, count);
  return new Int32Array(data.slice(0, count * 4).buffer);
}

/** How RGB bytes become the numbers a network wants: (v − mean[c]) / std[c], planes in `channels` order. */
export interface PixelCode {
  channels: 'RGB' | 'BGR' | 'GREY';
  mean: readonly number[];
  std: readonly number[];
}

/** A PixelCode worked out for planes of a given size: v·scale + shift, in the order red, green, blue. */
export interface ChannelPlan {
  scale: Float32Array;
  shift: Float32Array;
  /** Where the plane of red, green and blue begins; null for grey, which has one plane. */
  planes: Int32Array | null;
}

/** Works a code out for planes of `plane` floats each. */
export function channelPlan({ channels, mean, std }: PixelCode, plane: number): ChannelPlan {
  const order = channels === 'BGR' ? [2, 1, 0] : [0, 1, 2];
  const used = channels === 'GREY' ? [0] : order;
  return {
    scale: Float32Array.from(used, (c) => 1 / std[c]!),
    shift: Float32Array.from(used, (c) => -mean[c]! / std[c]!),
    planes: channels === 'GREY' ? null : Int32Array.from(order, (c) => c * plane),
  };
}

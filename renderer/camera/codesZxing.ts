import {
  BarcodeFormat,
  BinaryBitmap,
  DecodeHintType,
  HybridBinarizer,
  MultiFormatReader,
  RGBLuminanceSource,
} from '@zxing/library';

/** What badges carry: QR and Data Matrix, and the bar codes of card printers and shops. */
const formats = [
  BarcodeFormat.QR_CODE,
  BarcodeFormat.DATA_MATRIX,
  BarcodeFormat.CODE_128,
  BarcodeFormat.CODE_39,
  BarcodeFormat.EAN_13,
  BarcodeFormat.EAN_8,
];

export interface Pixels {
  width: number;
  height: number;
  /** RGBA, row-major. */
  data: Uint8ClampedArray;
}

/** Reads the first code in a picture, in plain JavaScript; null where there is none. */
export function createZxingReader(): (pixels: Pixels) => string | null {
  const reader = new MultiFormatReader();
  // Not TRY_HARDER: it takes ten times as long on a picture without a code, which most are.
  reader.setHints(new Map([[DecodeHintType.POSSIBLE_FORMATS, formats]]));
  return ({ width, height, data }) => {
    const source = new RGBLuminanceSource(greyOf(data), width, height);
    try {
      return reader.decodeWithState(new BinaryBitmap(new HybridBinarizer(source))).getText();
    } catch {
      return null; // no code, or one that does not hold together: the library throws for both
    } finally {
      reader.reset();
    }
  };
}

/** Green counts twice, as it does to the eye. */
function greyOf(rgba: Uint8ClampedArray): Uint8ClampedArray {
  const grey = new Uint8ClampedArray(rgba.length / 4);
  for (let i = 0; i < grey.length; i++) {
    const at = i * 4;
    grey[i] = (rgba[at]! + 2 * rgba[at + 1]! + rgba[at + 2]!) >> 2;
  }
  return grey;
}

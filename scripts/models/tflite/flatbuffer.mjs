/**
 * Reads FlatBuffers (github.com/google/flatbuffers, Apache-2.0, "Internals"): a table begins with the
 * distance back to its vtable, which says for each field how far into the table it lies, or 0.
 */
export class Table {
  /** The root table of a buffer. */
  static root(bytes) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return new Table(view, view.getUint32(0, true));
  }

  constructor(view, at) {
    this.view = view;
    this.at = at;
    this.vtable = at - view.getInt32(at, true);
  }

  /** Where a field's value lies; 0 where the field has its default. */
  field(number) {
    const entry = 4 + 2 * number;
    if (entry >= this.view.getUint16(this.vtable, true)) return 0;
    const offset = this.view.getUint16(this.vtable + entry, true);
    return offset === 0 ? 0 : this.at + offset;
  }

  int8(number, otherwise = 0) {
    const at = this.field(number);
    return at === 0 ? otherwise : this.view.getInt8(at);
  }

  int32(number, otherwise = 0) {
    const at = this.field(number);
    return at === 0 ? otherwise : this.view.getInt32(at, true);
  }

  table(number) {
    const at = this.field(number);
    return at === 0 ? null : new Table(this.view, at + this.view.getUint32(at, true));
  }

  int32s(number) {
    const { start, length } = this.vector(number);
    return Array.from({ length }, (_, i) => this.view.getInt32(start + 4 * i, true));
  }

  tables(number) {
    const { start, length } = this.vector(number);
    return Array.from({ length }, (_, i) => {
      const at = start + 4 * i;
      return new Table(this.view, at + this.view.getUint32(at, true));
    });
  }

  /** A copy of a vector of bytes. */
  bytes(number) {
    const { start, length } = this.vector(number);
    const from = this.view.byteOffset + start;
    return new Uint8Array(this.view.buffer.slice(from, from + length));
  }

  text(number) {
    return new TextDecoder().decode(this.bytes(number));
  }

  vector(number) {
    const at = this.field(number);
    if (at === 0) return { start: 0, length: 0 };
    const start = at + this.view.getUint32(at, true);
    return { start: start + 4, length: this.view.getUint32(start, true) };
  }
}

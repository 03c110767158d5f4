/** Big-endian integers in byte arrays. Whoever reads has looked at the length before. */

export function readUint16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] as number) << 8) | (bytes[at + 1] as number);
}

export function readUint32(bytes: Uint8Array, at: number): number {
  return ((readUint16(bytes, at) << 16) | readUint16(bytes, at + 2)) >>> 0;
}

export function uint16Bytes(value: number): [number, number] {
  return [(value >>> 8) & 255, value & 255];
}

export function uint32Bytes(value: number): [number, number, number, number] {
  return [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
}

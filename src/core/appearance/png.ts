/** Reads a PNG (ISO/IEC 15948) as our pages write it: eight bits per colour, not interlaced. Strict, for it comes from outside. */
import { crc32, inflateSync } from 'node:zlib'

/** Red, green, blue for each pixel, row by row from the top; what was transparent lies on white, as on paper. */
export type Picture = { width: number; height: number; rgb: Uint8Array }

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex')
/** Colour type by IHDR to bytes per pixel: truecolour, and truecolour with alpha. */
const CHANNELS: Record<number, number> = { 2: 3, 6: 4 }
const MOST_PIXELS = 2000

/** Null for anything else: another kind of PNG, one that breaks off, one whose checksums do not agree. */
export function readPng(bytes: Uint8Array): Picture | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const chunks = chunksOf(file)
  const header = chunks?.[0]
  if (!chunks || header?.type !== 'IHDR' || header.data.length !== 13) return null
  const [width, height] = [header.data.readUInt32BE(0), header.data.readUInt32BE(4)]
  const channels = CHANNELS[header.data.readUInt8(9)]
  const isPlain = header.data.readUInt8(8) === 8 && header.data.subarray(10).every((byte) => byte === 0)
  if (!channels || !isPlain || !isSize(width) || !isSize(height)) return null
  const rows = inflated(chunks, (width * channels + 1) * height)
  const pixels = rows && unfiltered(rows, width * channels, channels)
  return pixels && { width, height, rgb: onWhite(pixels, channels) }
}

const isSize = (pixels: number): boolean => pixels >= 1 && pixels <= MOST_PIXELS

type Chunk = { type: string; data: Buffer }

/** Every chunk with a checksum that agrees, up to the end mark; null otherwise. */
function chunksOf(file: Buffer): Chunk[] | null {
  if (!file.subarray(0, 8).equals(SIGNATURE)) return null
  const chunks: Chunk[] = []
  for (let at = 8; at + 12 <= file.length;) {
    const length = file.readUInt32BE(at)
    const end = at + 8 + length
    if (end + 4 > file.length || crc32(file.subarray(at + 4, end)) !== file.readUInt32BE(end)) return null
    const type = file.toString('latin1', at + 4, at + 8)
    if (type === 'IEND') return chunks
    chunks.push({ type, data: file.subarray(at + 8, end) })
    at = end + 4
  }
  return null
}

function inflated(chunks: readonly Chunk[], length: number): Buffer | null {
  const packed = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data))
  try {
    const rows = inflateSync(packed, { maxOutputLength: length })
    return rows.length === length ? rows : null
  } catch {
    return null
  }
}

/** Takes the filters off (§ 9.2): each byte was written as its difference from what its neighbours foretell. */
function unfiltered(rows: Buffer, rowLength: number, step: number): Uint8Array | null {
  const pixels = new Uint8Array((rows.length / (rowLength + 1)) * rowLength)
  for (let from = 0, at = 0; from < rows.length; from += rowLength + 1) {
    const foretold = FILTERS[rows[from] ?? -1]
    if (!foretold) return null
    for (let x = 0; x < rowLength; x++, at++) {
      const left = x < step ? 0 : (pixels[at - step] ?? 0)
      const above = pixels[at - rowLength] ?? 0
      const corner = x < step ? 0 : (pixels[at - rowLength - step] ?? 0)
      pixels[at] = (rows[from + 1 + x] ?? 0) + foretold(left, above, corner)
    }
  }
  return pixels
}

type Foretell = (left: number, above: number, corner: number) => number

const FILTERS: readonly Foretell[] = [
  () => 0,
  (left) => left,
  (_left, above) => above,
  (left, above) => (left + above) >> 1,
  paeth,
]

function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner
  const toLeft = Math.abs(guess - left)
  const toAbove = Math.abs(guess - above)
  const toCorner = Math.abs(guess - corner)
  if (toLeft <= toAbove && toLeft <= toCorner) return left
  return toAbove <= toCorner ? above : corner
}

function onWhite(pixels: Uint8Array, channels: number): Uint8Array {
  if (channels === 3) return pixels
  const rgb = new Uint8Array((pixels.length / 4) * 3)
  for (let from = 0, to = 0; from < pixels.length; from += 4) {
    const alpha = (pixels[from + 3] ?? 0) / 255
    for (let colour = 0; colour < 3; colour++, to++)
      rgb[to] = Math.round(255 + ((pixels[from + colour] ?? 0) - 255) * alpha)
  }
  return rgb
}

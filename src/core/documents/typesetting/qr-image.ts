/** A QR code as a PNG (W3C PNG, third edition): mail programs show no drawings, only pictures. */
import { crc32, deflateSync } from 'node:zlib'
import { encode } from 'uqr'

/** The image's bytes and its side in pixels. */
export type QrImage = { bytes: Uint8Array; side: number }

/** Pixels per module: sharp on paper and on a telephone alike. */
const MODULE = 8
/** Light modules around the code (ISO/IEC 18004); in the picture, so that a dark page does not swallow it. */
const QUIET_ZONE = 4
const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)

/** Black on white, one bit per pixel. */
export function qrImage(text: string): QrImage {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET_ZONE })
  const side = size * MODULE
  const lines = data.flatMap((modules) => Array.from({ length: MODULE }, () => scanline(modules)))
  const bytes = Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header(side)),
    chunk('IDAT', deflateSync(Buffer.concat(lines))),
    chunk('IEND', new Uint8Array()),
  ])
  return { bytes, side }
}

/** Width, height, bit depth 1, greyscale; compression, filter and interlace as the standard has them (§ 11.2.1). */
function header(side: number): Uint8Array {
  const bytes = Buffer.alloc(13)
  bytes.writeUInt32BE(side, 0)
  bytes.writeUInt32BE(side, 4)
  bytes[8] = 1
  return bytes
}

/** Filter "none", then one bit per pixel, light is 1. A module is eight pixels wide: one whole byte. */
const scanline = (modules: readonly boolean[]): Uint8Array =>
  Uint8Array.of(0, ...modules.map((isDark) => (isDark ? 0x00 : 0xff)))

/** Length, type, data, and the CRC of type and data (§ 5.3). */
function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}

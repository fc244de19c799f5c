/** A film for the browser's make-believe camera: one QR code, held still. */
import { writeFile } from 'node:fs/promises'
import { encode } from 'uqr'

const WIDTH = 320
const HEIGHT = 240
const FRAMES = 10
const PAPER = 235
const INK = 16
/** No colour. */
const GREY = 128

/** Writes uncompressed video (YUV4MPEG2, 4:2:0, five pictures a second); a browser plays it over and over. */
export async function filmCode(file: string, text: string): Promise<void> {
  const picture = Buffer.concat([
    Buffer.from('FRAME\n'),
    luma(text),
    Buffer.alloc((WIDTH * HEIGHT) / 2, GREY),
  ])
  const header = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F5:1 Ip A1:1 C420jpeg\n`)
  await writeFile(file, Buffer.concat([header, ...Array.from({ length: FRAMES }, () => picture)]))
}

/** The code in the middle, as large as whole dots allow. */
function luma(text: string): Buffer {
  const { data, size } = encode(text, { border: 4, ecc: 'M' })
  const dot = Math.floor(HEIGHT / size)
  const [left, top] = [WIDTH, HEIGHT].map((length) => Math.floor((length - size * dot) / 2))
  const isInk = (x: number, y: number) =>
    data[Math.floor((y - (top ?? 0)) / dot)]?.[Math.floor((x - (left ?? 0)) / dot)] === true
  return Buffer.from(
    Array.from({ length: WIDTH * HEIGHT }, (_, at) =>
      isInk(at % WIDTH, Math.floor(at / WIDTH)) ? INK : PAPER,
    ),
  )
}

/** `npm run icons`: draws icon.svg in the sizes and formats of each system, so that making an installer fetches no tool for it. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PNG } from 'pngjs'
import type { Browser } from 'playwright-core'
import { launchBrowser } from './host.ts'

const RESOURCES = join(import.meta.dirname, '../../resources')
const LINUX_SIZES = [16, 24, 32, 48, 64, 128, 256, 512]
const WINDOWS_SIZES = [16, 24, 32, 48, 64, 256]
/** From this size on a PNG; what is smaller is a bitmap, which every program that reads icons knows. */
const WINDOWS_PNG = 256
/** Types of an icns file, each with its side in pixels (`iconutil` names them the same). */
const MAC_TYPES = {
  icp4: 16,
  icp5: 32,
  ic11: 32,
  ic12: 64,
  ic07: 128,
  ic13: 256,
  ic08: 256,
  ic14: 512,
  ic09: 512,
  ic10: 1024,
}

const svg = await readFile(join(RESOURCES, 'icon.svg'), 'utf8')

async function draw(browser: Browser, size: number): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: size, height: size } })
  await page.setContent(
    `<style>body{margin:0;background:none}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`,
  )
  const picture = await page.screenshot({ omitBackground: true })
  await page.close()
  return PNG.sync.write(PNG.sync.read(picture), { deflateLevel: 9 })
}

/** Head of 40 bytes, rows of blue, green, red, alpha from the bottom up, then an empty mask: alpha says it all. */
function bitmapOf(picture: Buffer): Buffer {
  const { width, height, data } = PNG.sync.read(picture)
  const head = Buffer.alloc(40)
  head.writeUInt32LE(40, 0)
  head.writeInt32LE(width, 4)
  head.writeInt32LE(height * 2, 8)
  head.writeUInt16LE(1, 12)
  head.writeUInt16LE(32, 14)
  const rows = Array.from({ length: height }, (_, row) => {
    const line = Buffer.from(data.subarray((height - 1 - row) * width * 4, (height - row) * width * 4))
    for (let at = 0; at < line.length; at += 4) line.writeUIntLE(line.readUIntBE(at, 3), at, 3)
    return line
  })
  return Buffer.concat([head, ...rows, Buffer.alloc(height * Math.ceil(width / 32) * 4)])
}

type Sized = { size: number; bytes: Buffer }

function icoOf(pictures: Sized[]): Buffer {
  const head = Buffer.alloc(6 + pictures.length * 16)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(pictures.length, 4)
  let offset = head.length
  for (const [index, { size, bytes }] of pictures.entries()) {
    const at = 6 + index * 16
    head[at] = head[at + 1] = size % 256
    head.writeUInt16LE(1, at + 4)
    head.writeUInt16LE(32, at + 6)
    head.writeUInt32LE(bytes.length, at + 8)
    head.writeUInt32LE(offset, at + 12)
    offset += bytes.length
  }
  return Buffer.concat([head, ...pictures.map(({ bytes }) => bytes)])
}

function icnsOf(pictures: [type: string, bytes: Buffer][]): Buffer {
  const part = (type: string, bytes: Buffer) => {
    const head = Buffer.from(`${type}    `)
    head.writeUInt32BE(bytes.length + 8, 4)
    return Buffer.concat([head, bytes])
  }
  return part('icns', Buffer.concat(pictures.map(([type, bytes]) => part(type, bytes))))
}

const browser = await launchBrowser()
try {
  const drawn = new Map<number, Buffer>()
  for (const size of new Set([...LINUX_SIZES, ...WINDOWS_SIZES, ...Object.values(MAC_TYPES)]))
    drawn.set(size, await draw(browser, size))
  const pictureOf = (size: number) => drawn.get(size) ?? Buffer.alloc(0)
  const windows = WINDOWS_SIZES.map((size) => ({
    size,
    bytes: size < WINDOWS_PNG ? bitmapOf(pictureOf(size)) : pictureOf(size),
  }))
  const mac = Object.entries(MAC_TYPES).map(([type, size]) => [type, pictureOf(size)] as [string, Buffer])
  const linux = join(RESOURCES, 'icons')
  await rm(linux, { recursive: true, force: true })
  await mkdir(linux)
  await writeFile(join(RESOURCES, 'icon.ico'), icoOf(windows))
  await writeFile(join(RESOURCES, 'icon.icns'), icnsOf(mac))
  for (const size of LINUX_SIZES) await writeFile(join(linux, `${size}x${size}.png`), pictureOf(size))
} finally {
  await browser.close()
}

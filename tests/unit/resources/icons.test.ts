/** The program's picture in the format that each installer wants, as electron-builder itself finds it, and drawn from our own SVG. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PNG } from 'pngjs'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../../fixtures/source-imports.ts'

type Icon = { file: string; size: number }
type Conversion = (asked: {
  sources: string[]
  fallbackSources: string[]
  roots: string[]
  format: 'ico' | 'icns' | 'set'
  outDir: string
}) => Promise<{ icons: Icon[] }>

const builder = createRequire(join(ROOT, 'node_modules/app-builder-lib/package.json'))
const { convertIcon } = builder('./out/util/iconConverter.js') as { convertIcon: Conversion }
const settings = readFileSync(join(ROOT, 'electron-builder.yml'), 'utf8')

/** What `icon:` names below `win:`, `mac:` or `linux:`. */
const iconOf = (system: string) =>
  new RegExp(`^${system}:\\n(?: .*\\n)*? {2}icon: (\\S+)`, 'm').exec(settings)?.[1] ?? 'none'

/** Files that need no conversion: that would fetch a tool. */
const found = async (system: string, format: 'ico' | 'icns' | 'set') =>
  (
    await convertIcon({
      sources: [iconOf(system)],
      fallbackSources: [],
      roots: [join(ROOT, 'resources'), ROOT],
      format,
      outDir: join(tmpdir(), 'mappe-no-icons'),
    })
  ).icons

const svg = readFileSync(join(ROOT, 'resources/icon.svg'), 'utf8')
/** Fills of the folder and of the sheet on it. */
const [folder, , sheet] = [...svg.matchAll(/<rect [^>]*fill="#(\w{6})"/g)].map(([, colour]) => colour)

/** Outside the folder, on its cover, on the sheet: as they lie in the 512 units of the SVG. */
const SPOTS = [
  { x: 20, y: 20, colour: undefined },
  { x: 76, y: 256, colour: folder },
  { x: 280, y: 118, colour: sheet },
] as const

function expectOurPicture(png: PNG): void {
  const { width, height, data } = png
  expect(width).toBe(height)
  for (const { x, y, colour } of SPOTS) {
    const at = (Math.floor((y / 512) * height) * width + Math.floor((x / 512) * width)) * 4
    if (colour) expect(data.subarray(at, at + 3).toString('hex'), `${width} px`).toBe(colour)
    expect(data[at + 3], `${width} px`).toBe(colour ? 255 : 0)
  }
}

/** Small ones are blurred at every edge. */
const isSharp = (png: PNG) => png.width >= 32

describe('the icon', () => {
  it('is there for Windows in the sizes that its lists, desktop and installer show', async () => {
    const [icon] = await found('win', 'ico')
    const bytes = readFileSync(icon!.file)
    const pictures = Array.from({ length: bytes.readUInt16LE(4) }, (_, index) => {
      const entry = bytes.subarray(6 + index * 16, 22 + index * 16)
      const [length, offset] = [entry.readUInt32LE(8), entry.readUInt32LE(12)]
      return {
        size: entry[0] || 256,
        bits: entry.readUInt16LE(6),
        bytes: bytes.subarray(offset, offset + length),
      }
    })
    expect(pictures.map(({ size }) => size)).toEqual([16, 24, 32, 48, 64, 256])
    for (const { size, bits, bytes: picture } of pictures) {
      expect(bits).toBe(32)
      if (size === 256) expectOurPicture(PNG.sync.read(picture))
      // a bitmap: its head, colours from the bottom row on, a mask of one bit each in rows of four bytes
      else
        expect([
          picture.readUInt32LE(0),
          picture.readInt32LE(4),
          picture.readInt32LE(8),
          picture.length,
        ]).toEqual([40, size, size * 2, 40 + size * size * 4 + size * Math.ceil(size / 32) * 4])
    }
  })

  it('is there for macOS in every size from 16 to 1024', async () => {
    const [icon] = await found('mac', 'icns')
    const bytes = readFileSync(icon!.file)
    expect(bytes.toString('latin1', 0, 4)).toBe('icns')
    expect(bytes.readUInt32BE(4)).toBe(bytes.length)
    const pictures = new Map<string, PNG>()
    for (let at = 8; at < bytes.length; at += bytes.readUInt32BE(at + 4))
      pictures.set(
        bytes.toString('latin1', at, at + 4),
        PNG.sync.read(bytes.subarray(at + 8, at + bytes.readUInt32BE(at + 4))),
      )
    expect(Object.fromEntries([...pictures].map(([type, { width }]) => [type, width]))).toEqual({
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
    })
    ;[...pictures.values()].filter(isSharp).forEach(expectOurPicture)
  })

  it('is there for Linux in the sizes that desktops look for', async () => {
    const icons = await found('linux', 'set')
    expect(icons.map(({ size }) => size)).toEqual([16, 24, 32, 48, 64, 128, 256, 512])
    for (const { file, size } of icons) {
      const png = PNG.sync.read(readFileSync(file))
      expect(png.width, file).toBe(size)
      if (isSharp(png)) expectOurPicture(png)
    }
  })
})

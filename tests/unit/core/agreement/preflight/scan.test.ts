import { deflateSync } from 'node:zlib'
import { PDFDocument } from 'pdf-lib'
import { expect, it } from 'vitest'
import { scanKindOf } from '../../../../../src/core/agreement/preflight/scan.ts'

const pdf = async () => {
  const doc = await PDFDocument.create()
  doc.addPage()
  return doc.save()
}

/** A picture of one grey dot. */
function png(): Uint8Array {
  const chunk = (type: string, data: Buffer) => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(data.length)
    return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)])
  }
  const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])
  const end = Buffer.from('0000000049454e44ae426082', 'hex')
  const start = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([start, chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.from([0, 128]))), end])
}

const jpeg = (height = 1) =>
  Buffer.from(
    `ffd8ffe000104a46494600010100000100010000ffc0000b0800${height.toString(16).padStart(2, '0')}000101011100ffd9`,
    'hex',
  )

it('knows PDF, JPEG and PNG by their bytes', async () => {
  expect(await scanKindOf(await pdf())).toBe('pdf')
  expect(await scanKindOf(png())).toBe('png')
  expect(await scanKindOf(jpeg())).toBe('jpeg')
})

it.each([
  ['a text', Buffer.from('Guten Tag')],
  ['nothing', Buffer.alloc(0)],
  ['a PDF that is only its head', Buffer.from('%PDF-1.7\n')],
  ['a PNG that breaks off', png().subarray(0, 50)],
  ['a JPEG that breaks off', jpeg().subarray(0, 30)],
  ['a JPEG without height', jpeg(0)],
  ['a page of the web', Buffer.from('<!doctype html><script>alert(1)</script>')],
])('refuses %s', async (_what, bytes) => {
  await expect(scanKindOf(bytes)).rejects.toMatchObject({ code: 'SCAN_UNREADABLE' })
})

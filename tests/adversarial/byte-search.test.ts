/** The search on which every proof of a deletion rests finds a word however it is written, and whatever it lies in. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { PDFDocument, PDFHexString } from 'pdf-lib'
import { zipSync } from 'fflate'
import { expect, it } from 'vitest'
import { findInFolder } from '../fixtures/byte-search.ts'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'

const WORD = 'Jürgen Qwörmel'
const text = (words: string) => Buffer.from(words)
const utf16be = (words: string) => Buffer.from(words, 'utf16le').swap16()
const hidden = `er heißt ${WORD}, sagt man`

const pdf = async (inStreams: boolean) => {
  const doc = await PDFDocument.create()
  doc.addPage().drawText('Anlage')
  doc.setAuthor(WORD)
  doc.catalog.set(doc.context.obj('Note') as never, PDFHexString.fromText(WORD))
  return Buffer.from(await doc.save({ useObjectStreams: inStreams }))
}

const streamOf = (packed: Buffer) =>
  Buffer.concat([text(`1 0 obj <</Length ${packed.length}>>\nstream\r\n`), packed, text('\nendstream')])

const ways: [string, () => Buffer | Promise<Buffer>][] = [
  ['plain', () => text(hidden)],
  ['in the letters of Windows', () => Buffer.from(hidden, 'latin1')],
  ['as UTF-16 of Windows', () => Buffer.from(hidden, 'utf16le')],
  ['as UTF-16 of a PDF', () => utf16be(hidden)],
  ['as it stands in JSON that knows ASCII only', () => text(String.raw`{"n":"J\u00fcrgen Qw\u00f6rmel"}`)],
  ['with its dots apart, as macOS names files', () => text(hidden.normalize('NFD'))],
  ['in an address', () => text(`mailto:${encodeURIComponent(hidden)}`)],
  ['in a mail', () => text('Subject: J=C3=BCrgen Qw=C3=B6rmel')],
  ['as hexadecimal text of a PDF', () => text(`<${utf16be(hidden).toString('hex').toUpperCase()}>`)],
  ...[0, 1, 2].flatMap((shift): [string, () => Buffer][] => [
    [`in base64, ${shift} bytes in`, () => text(text('x'.repeat(shift) + hidden).toString('base64'))],
    [
      `in base64 of UTF-16, ${shift} bytes in`,
      () => text(Buffer.concat([Buffer.alloc(shift), utf16be(hidden)]).toString('base64url')),
    ],
  ]),
  ['in a stream of a PDF', () => streamOf(deflateSync(hidden))],
  ['in a stream without a head', () => streamOf(deflateRawSync(hidden))],
  ['in a PDF', () => pdf(false)],
  ['in a PDF whose objects are packed', () => pdf(true)],
  ['in a ZIP', () => Buffer.from(zipSync({ 'a.txt': text(hidden) }))],
  [
    'in a PDF in a ZIP in a ZIP',
    async () => Buffer.from(zipSync({ 'b.zip': zipSync({ 'a.pdf': await pdf(true) }) })),
  ],
  ['in something gzipped', () => gzipSync(hidden)],
]

it.each(ways)('finds a name %s', async (_way, make) => {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'file'), await make())
  const found = await findInFolder(folder, [WORD])
  expect(found.length).toBeGreaterThan(0)
  expect(await findInFolder(folder, ['Xanthippe'])).toEqual([])
})

it('finds it in the name of a file', async () => {
  const folder = await temporaryFolder()
  await writeFile(join(folder, `Liste ${WORD}.csv`), '')
  expect(await findInFolder(folder, [WORD])).toMatchObject([{ as: 'name' }])
})

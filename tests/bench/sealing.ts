/** Stamps, protocol and seal of 20 signatures of 600 points on 60 pages in a worker, beside plain pdf-lib's load, draw, save. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PDFDocument, rgb, StandardFonts } from 'pdf-lib'
import { createPdfWorker } from '../../src/core/agreement/run-in-worker.ts'
import { openSealKey } from '../../src/core/agreement/seal-key.ts'
import type { Stamp } from '../../src/core/agreement/stamp.ts'
import { outlineOf, svgPath } from '../../src/shared/ink.ts'
import type { Ink } from '../../src/shared/ink.ts'
import { longSignature } from '../fixtures/handwriting.ts'
import type { BenchResult } from './bench-result.ts'
import { median, timed } from './measuring.ts'

const PAGES = 60
const SIGNATURES = 20
const ROUNDS = 7
const MEMORY_LIMIT_MB = 300
const WORKER = new URL('../../src/core/agreement/worker.ts', import.meta.url)

export async function benchSealing(): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), 'mappe-bench-'))
  const pdf = createPdfWorker(WORKER, { timeMs: 60_000, memoryMb: 1024 })
  try {
    return await measure(folder, pdf)
  } finally {
    await pdf.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function measure(folder: string, pdf: ReturnType<typeof createPdfWorker>): Promise<BenchResult> {
  const original = await makeOriginal(PAGES)
  const protocol = await makeOriginal(2)
  const ink = outlineOf(longSignature(600))
  const stamps = Array.from({ length: SIGNATURES }, (_, index) => stampOf(index, ink))
  const key = await openSealKey(folder, { organisation: 'Landkreis', commonName: 'Siegel' }, new Date())
  const at = new Date().toISOString()
  const job = {
    original,
    stamps,
    protocol,
    seal: { name: 'Landkreis', reason: 'Siegel', location: 'Tübingen', at },
    timeZone: 'Europe/Berlin',
  }
  const ours: number[] = []
  const plain: number[] = []
  let bytesAdded = 0
  for (let round = 0; round < ROUNDS; round += 1) {
    plain.push(await timed(() => drawPlainly(original, ink)))
    ours.push(
      await timed(async () => {
        bytesAdded = (await pdf.run('seal', { job, key })).bytesAdded
      }),
    )
  }
  const memory = process.resourceUsage().maxRSS / 1024
  // The first round warms both up.
  const ratio = median(ours.slice(1)) / median(plain.slice(1))
  return {
    name: `${SIGNATURES} signatures of 600 points on ${PAGES} pages: stamp, protocol, seal, post-check`,
    rows: [
      { what: 'ours, in the worker', median: median(ours.slice(1)), unit: 'ms' },
      { what: "plain pdf-lib's load, draw, save", median: median(plain.slice(1)), unit: 'ms' },
      { what: 'bytes added', median: bytesAdded / 1024 / 1024, unit: 'MB' },
      { what: 'peak memory of the whole process, both jobs', median: memory, unit: 'MB' },
    ],
    goals: [
      {
        what: 'sealing against plain pdf-lib',
        limit: '≤ 1.2 ×',
        measured: `${ratio.toFixed(2)} ×`,
        met: ratio <= 1.2,
      },
      {
        what: 'memory while sealing',
        limit: `< ${MEMORY_LIMIT_MB} MB`,
        measured: `${memory.toFixed(0)} MB`,
        met: memory < MEMORY_LIMIT_MB,
      },
    ],
  }
}

async function makeOriginal(pages: number): Promise<Uint8Array> {
  const doc = await PDFDocument.create()
  const font = await doc.embedFont(StandardFonts.Helvetica)
  for (let page = 1; page <= pages; page += 1) {
    const sheet = doc.addPage([595.28, 841.89])
    for (let line = 0; line < 45; line += 1) {
      sheet.drawText(`Seite ${page}, Zeile ${line + 1}: Die Partner arbeiten eng zusammen.`, {
        x: 60,
        y: 780 - line * 15,
        size: 11,
        font,
      })
    }
  }
  return doc.save()
}

const boxOf = (index: number) => ({ x: index % 2 === 0 ? 0.1 : 0.55, y: 0.7, width: 0.35, height: 0.1 })

const stampOf = (index: number, ink: Ink): Stamp => ({
  page: PAGES - 1 - Math.floor(index / 2),
  box: boxOf(index),
  ink,
  name: `Vorname Nachname ${index + 1}`,
  function: 'Bürgermeisterin',
  organisation: 'Gemeinde Beispiel',
  capacity: 'in-office',
  place: 'Tübingen',
  signedAt: '2017-02-21T17:42:00.000Z',
})

/** The same drawing with nothing but the library: no seal, no protocol, no check. */
async function drawPlainly(original: Uint8Array, ink: Ink): Promise<Uint8Array> {
  const doc = await PDFDocument.load(original)
  const font = await doc.embedFont(StandardFonts.Helvetica)
  const path = svgPath(ink)
  for (let index = 0; index < SIGNATURES; index += 1) {
    const page = doc.getPage(PAGES - 1 - Math.floor(index / 2))
    const { x, y } = boxOf(index)
    page.drawSvgPath(path, { x: x * 595, y: 842 - y * 842, scale: 0.17, color: rgb(0, 0, 0.4) })
    page.drawText(`Vorname Nachname ${index + 1}, Gemeinde Beispiel`, {
      x: x * 595,
      y: 842 * 0.2,
      size: 7,
      font,
    })
  }
  return doc.save()
}

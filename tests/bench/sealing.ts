/** Stamps, protocol and seal of 20 signatures on 6, 60 and 600 pages in the PDF thread, beside plain pdf-lib and MuPDF. */
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { createPdfWorker } from '../../src/core/agreement/run-in-worker.ts'
import type { PdfWorker } from '../../src/core/agreement/run-in-worker.ts'
import type { SealJob } from '../../src/core/agreement/seal-agreement.ts'
import { openSealKey } from '../../src/core/agreement/seal-key.ts'
import type { SealKey } from '../../src/core/agreement/seal-key.ts'
import type { BenchGoal, BenchResult, BenchRow } from './bench-result.ts'
import { median, timed } from './measuring.ts'
import { fontFaces } from '../../src/core/fonts.ts'
import {
  SIGNATURES,
  drawWithMuPdf,
  drawWithPdfLib,
  inkOf600Points,
  makeOriginal,
  sealJob,
} from './sealing-jobs.ts'

const SIZES = [6, 60, 600]
/** The first one warms all up and is left out. */
const ROUNDS = 7
const MEMORY_LIMIT_MB = 300
const BLOCKED_LIMIT_MS = 50
const WORKER = new URL('../../src/core/agreement/worker.ts', import.meta.url)
const MEMORY = fileURLToPath(new URL('sealing-memory.ts', import.meta.url))

type Figures = { pages: number; ours: number; pdfLib: number; muPdf: number; added: number; blocked: number }

export async function benchSealing(): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), 'mappe-bench-'))
  const pdf = createPdfWorker(WORKER, { timeMs: 60_000, memoryMb: 1024 })
  try {
    const key = await openSealKey(folder, { organisation: 'Landkreis', commonName: 'Siegel' }, new Date())
    return resultOf(await measure(folder, pdf, key), memoryOf(folder, 60), memoryOf(folder, 600))
  } finally {
    await pdf.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** All sizes and all three in turn, so that a mood of the machine meets all alike. */
async function measure(folder: string, pdf: PdfWorker, key: SealKey): Promise<Figures[]> {
  const protocol = await makeOriginal(2)
  const faces = await fontFaces()
  await writeFile(join(folder, 'protocol.pdf'), protocol)
  const ink = inkOf600Points()
  const sizes = await Promise.all(
    SIZES.map(async (pages) => {
      const original = await makeOriginal(pages)
      await writeFile(join(folder, `${pages}.pdf`), original)
      const job = sealJob(original, pages, protocol, ink)
      return { pages, original, job, ours: times(), pdfLib: times(), muPdf: times(), added: 0, blocked: 0 }
    }),
  )
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const size of sizes) {
      const { original, pages } = size
      size.pdfLib.push(await timed(() => drawWithPdfLib(original, pages, { ink, protocol, faces })))
      size.muPdf.push(await timed(() => drawWithMuPdf(original, pages, ink)))
      const sealed = await sealWatched(pdf, size.job, key)
      size.ours.push(sealed.ms)
      size.added = sealed.added
      if (round > 0) size.blocked = Math.max(size.blocked, sealed.blocked)
    }
  }
  const warm = (all: number[]) => median(all.slice(1))
  return sizes.map(({ pages, ours, pdfLib, muPdf, added, blocked }) => ({
    pages,
    ours: warm(ours),
    pdfLib: warm(pdfLib),
    muPdf: warm(muPdf),
    added,
    blocked,
  }))
}

const times = (): number[] => []

/** `blocked`: the longest that anything else in this process had to wait meanwhile, in ms. */
async function sealWatched(pdf: PdfWorker, job: SealJob, key: SealKey) {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  let added = 0
  const ms = await timed(async () => {
    added = (await pdf.run('seal', { job, key })).bytesAdded
  })
  delay.disable()
  return { ms, added, blocked: delay.max / 1e6 }
}

/** Peak of a fresh process with the PDF thread that seals once, in MB: nothing else of the bench is in it. */
function memoryOf(folder: string, pages: number): number {
  const { stdout } = spawnSync(process.execPath, [MEMORY, folder, String(pages)], { encoding: 'utf8' })
  return Number.parseFloat(stdout)
}

function resultOf(sizes: Figures[], memory60: number, memory600: number): BenchResult {
  const at = (pages: number) => {
    const found = sizes.find((size) => size.pages === pages)
    if (!found) throw new Error(`${pages} pages were not measured`)
    return found
  }
  const [six, sixty, many] = [at(6), at(60), at(600)]
  const blocked = Math.max(...sizes.map((size) => size.blocked))
  return {
    name: `${SIGNATURES} signatures of 600 points: stamp, protocol, seal, post-check`,
    rows: [
      ...sizes.flatMap(rowsOf),
      { what: '60 pages: peak memory of a process that seals', median: memory60, unit: 'MB' },
      { what: '600 pages: peak memory of a process that seals', median: memory600, unit: 'MB' },
      { what: 'longest wait of anything else in the host', median: blocked, unit: 'ms' },
    ],
    goals: [
      ratio('60 pages: sealing against plain pdf-lib', sixty.ours / sixty.pdfLib, 1.2),
      // the same ink, words, faces and protocol; still without seal and check
      ratio('600 pages: sealing against plain pdf-lib', many.ours / many.pdfLib, 1.2),
      ratio('600 pages: sealing against MuPDF drawing alone', many.ours / many.muPdf, 1.5),
      ratio('600 pages: sealing against 6 pages', many.ours / six.ours, 2),
      ratio('600 pages: bytes added against 6 pages', many.added / six.added, 1.1),
      below('memory while sealing 60 pages', memory60, MEMORY_LIMIT_MB, 'MB'),
      below('host kept waiting while sealing', blocked, BLOCKED_LIMIT_MS, 'ms'),
    ],
  }
}

const rowsOf = ({ pages, ours, pdfLib, muPdf, added }: Figures): BenchRow[] => [
  { what: `${pages} pages: ours, in the PDF thread`, median: ours, unit: 'ms' },
  { what: `${pages} pages: plain pdf-lib, load, draw the same, save all`, median: pdfLib, unit: 'ms' },
  { what: `${pages} pages: MuPDF, load, draw, append`, median: muPdf, unit: 'ms' },
  { what: `${pages} pages: bytes added by us`, median: added / 1024 / 1024, unit: 'MB' },
]

const ratio = (what: string, value: number, limit: number): BenchGoal => ({
  what,
  limit: `≤ ${limit} ×`,
  measured: `${value.toFixed(2)} ×`,
  met: value <= limit,
})

const below = (what: string, value: number, limit: number, unit: string): BenchGoal => ({
  what,
  limit: `< ${limit} ${unit}`,
  measured: `${value.toFixed(0)} ${unit}`,
  met: value < limit,
})

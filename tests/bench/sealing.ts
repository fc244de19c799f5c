/** Stamps, protocol and seal of 20 signatures on 6, 60 and 600 pages in the PDF thread, beside plain pdf-lib, and MuPDF with the same job and with less. */
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { createPdfWorker } from '../../src/core/agreement/worker/run-in-worker.ts'
import type { PdfWorker } from '../../src/core/agreement/worker/run-in-worker.ts'
import type { SealJob } from '../../src/core/agreement/seal/seal-agreement.ts'
import { openSealKey } from '../../src/core/agreement/seal/seal-key.ts'
import type { SealKey } from '../../src/core/agreement/seal/seal-key.ts'
import type { BenchGoal, BenchResult, BenchRow } from './bench-result.ts'
import { median, timed } from './measuring.ts'
import { fontFaces } from '../../src/core/fonts.ts'
import { signingWith } from '../../src/core/agreement/seal/cms.ts'
import { verifySeal } from '../../src/core/agreement/seal/verify.ts'
import { SIGNATURES, drawWithPdfLib, inkOf600Points, makeOriginal, sealJob } from './sealing-jobs.ts'
import { drawWithMuPdf, sealWithMuPdf } from './sealing-mupdf.ts'

const SIZES = [6, 60, 600]
/** The first one warms all up and is left out. */
const ROUNDS = 7
const MEMORY_LIMIT_MB = 300
const BLOCKED_LIMIT_MS = 50
const WORKER = new URL('../../src/core/agreement/worker/worker.ts', import.meta.url)
const MEMORY = fileURLToPath(new URL('sealing-memory.ts', import.meta.url))

/** What is timed; `muPdf` does the whole job but the check, the other two less. */
type Timed = 'ours' | 'pdfLib' | 'muPdf' | 'muPdfPlainFace' | 'muPdfDrawing'
type Figures = Record<Timed, number> & { pages: number; added: number; blocked: number }

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
  const sealer = { sign: signingWith(key) }
  const whole = { ink, protocol, faces, sealer }
  const plainFace = { ...whole, faces: null }
  const sizes = await Promise.all(
    SIZES.map(async (pages) => {
      const original = await makeOriginal(pages)
      await writeFile(join(folder, `${pages}.pdf`), original)
      await assertSealed(await sealWithMuPdf(original, pages, whole))
      const job = sealJob(original, pages, protocol, ink)
      return { pages, original, job, times: noTimes(), added: 0, blocked: 0 }
    }),
  )
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const size of sizes) {
      const { original, pages, times } = size
      times.pdfLib.push(await timed(() => drawWithPdfLib(original, pages, whole)))
      times.muPdf.push(await timed(() => sealWithMuPdf(original, pages, whole)))
      times.muPdfPlainFace.push(await timed(() => sealWithMuPdf(original, pages, plainFace)))
      times.muPdfDrawing.push(await timed(() => drawWithMuPdf(original, pages, ink)))
      const sealed = await sealWatched(pdf, size.job, key)
      times.ours.push(sealed.ms)
      size.added = sealed.added
      if (round > 0) size.blocked = Math.max(size.blocked, sealed.blocked)
    }
  }
  return sizes.map(({ pages, times, added, blocked }) => ({ pages, added, blocked, ...warm(times) }))
}

const noTimes = (): Record<Timed, number[]> => ({
  ours: [],
  pdfLib: [],
  muPdf: [],
  muPdfPlainFace: [],
  muPdfDrawing: [],
})

const warm = ({
  ours,
  pdfLib,
  muPdf,
  muPdfPlainFace,
  muPdfDrawing,
}: Record<Timed, number[]>): Record<Timed, number> => {
  const middle = (all: number[]) => median(all.slice(1))
  return {
    ours: middle(ours),
    pdfLib: middle(pdfLib),
    muPdf: middle(muPdf),
    muPdfPlainFace: middle(muPdfPlainFace),
    muPdfDrawing: middle(muPdfDrawing),
  }
}

/** A peer that leaves a broken file would be no peer. */
async function assertSealed(bytes: Uint8Array): Promise<void> {
  const [seal] = (await verifySeal(bytes)).seals
  if (!seal?.intact || !seal.wholeFile) throw new Error('MuPDF left a file that is not sealed')
}

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
      times('600 pages: for information, against MuPDF, built-in face', many.ours / many.muPdfPlainFace),
      times('600 pages: for information, against MuPDF drawing alone', many.ours / many.muPdfDrawing),
      { what: 'longest wait of anything else in the host', median: blocked, unit: 'ms' },
    ],
    goals: [
      ratio('60 pages: sealing against plain pdf-lib', sixty.ours / sixty.pdfLib, 1.2),
      // the same ink, words, faces and protocol; still without seal and check
      ratio('600 pages: sealing against plain pdf-lib', many.ours / many.pdfLib, 1.2),
      ratio('600 pages: sealing against MuPDF with the same job (no check)', many.ours / many.muPdf, 1.5),
      ratio('600 pages: sealing against 6 pages', many.ours / six.ours, 2),
      ratio('600 pages: bytes added against 6 pages', many.added / six.added, 1.1),
      below('memory while sealing 60 pages', memory60, MEMORY_LIMIT_MB, 'MB'),
      below('host kept waiting while sealing', blocked, BLOCKED_LIMIT_MS, 'ms'),
    ],
  }
}

const rowsOf = ({ pages, added, ...took }: Figures): BenchRow[] => {
  const row = (what: string, ms: number): BenchRow => ({
    what: `${pages} pages: ${what}`,
    median: ms,
    unit: 'ms',
  })
  return [
    row('ours, in the PDF thread', took.ours),
    row('plain pdf-lib, load, draw the same, save all', took.pdfLib),
    row('MuPDF, the same words, protocol, CMS by our step', took.muPdf),
    row('MuPDF, the same but one line in a built-in face', took.muPdfPlainFace),
    row('MuPDF, ink and that line alone', took.muPdfDrawing),
    { what: `${pages} pages: bytes added by us`, median: added / 1024 / 1024, unit: 'MB' },
  ]
}

const times = (what: string, value: number): BenchRow => ({ what, median: value, unit: 'x' })

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

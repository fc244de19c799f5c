/** A PDF thread for the time of one command. */
import { createPdfWorker } from '../../core/agreement/worker/run-in-worker.ts'
import type { PdfWorker } from '../../core/agreement/worker/run-in-worker.ts'
import { PDF_WORKER } from './open-core.ts'

const LIMITS = { timeMs: 60_000, memoryMb: 1024 }

export async function withPdfWorker<T>(use: (pdf: PdfWorker) => Promise<T>): Promise<T> {
  const pdf = createPdfWorker(PDF_WORKER, LIMITS)
  try {
    return await use(pdf)
  } finally {
    await pdf.close()
  }
}

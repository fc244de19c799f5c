/** No file leaves a rehearsal that could pass for a real one: each PDF bears MUSTER on every page, each name says it. */
import { hash } from 'node:crypto'
import { specimenName } from '../../shared/domain/evening/rehearsal.ts'
import type { PdfWorker } from '../agreement/worker/run-in-worker.ts'
import { pdfBlob } from '../router/files.ts'

/** The tablets of a hall fetch the same document one after the other. */
const REMEMBERED = 3

/** Marks whatever files an answer holds, at its top or one below; everything else passes as it is. */
export function specimenFiles(pdf: Pick<PdfWorker, 'run'>): (output: unknown) => Promise<unknown> {
  const known = new Map<string, Promise<Uint8Array>>()

  function marked(bytes: Uint8Array): Promise<Uint8Array> {
    const key = hash('sha256', bytes)
    const marking = known.get(key) ?? pdf.run('mark-specimen', { bytes })
    known.delete(key)
    known.set(key, marking)
    marking.catch(() => known.delete(key))
    for (const older of [...known.keys()].slice(0, -REMEMBERED)) known.delete(older)
    return marking
  }

  async function markedFile(value: unknown): Promise<unknown> {
    if (!(value instanceof Blob) || value.type !== 'application/pdf') return value
    return pdfBlob(await marked(new Uint8Array(await value.arrayBuffer())))
  }

  return async (output) => {
    if (output instanceof Blob) return markedFile(output)
    if (!isPlain(output) || !Object.values(output).some((value) => value instanceof Blob)) return output
    const entries = Object.entries(output).map(async ([name, value]): Promise<[string, unknown]> => [
      name,
      name === 'fileName' && typeof value === 'string' ? specimenName(value) : await markedFile(value),
    ])
    return Object.fromEntries(await Promise.all(entries))
  }
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype

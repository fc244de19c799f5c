/** Seals once in a process of its own and prints the most memory it held, in MB: `node sealing-memory.ts FOLDER PAGES`. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createPdfWorker } from '../../src/core/agreement/worker/run-in-worker.ts'
import { openSealKey } from '../../src/core/agreement/seal/seal-key.ts'
import { inkOf600Points, sealJob } from './sealing-jobs.ts'

const [folder = '', pages = '60'] = process.argv.slice(2)
const key = await openSealKey(folder, { organisation: 'Landkreis', commonName: 'Siegel' }, new Date())
const read = async (name: string) => new Uint8Array(await readFile(join(folder, name)))
const original = await read(`${pages}.pdf`)
const job = sealJob(original, Number(pages), await read('protocol.pdf'), inkOf600Points())
const worker = new URL('../../src/core/agreement/worker/worker.ts', import.meta.url)
const pdf = createPdfWorker(worker, { timeMs: 60_000, memoryMb: 1024 })
await pdf.run('seal', { job, key })
console.log(process.resourceUsage().maxRSS / 1024)
await pdf.close()

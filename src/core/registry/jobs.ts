/** The work on lists that runs apart from the host, by name. */
import { randomUUID } from 'node:crypto'
import type { JobWorker } from '../agreement/run-in-worker.ts'
import { createJobWorker } from '../agreement/run-in-worker.ts'
import type { KnownRegistry, ListReading } from './list-reading.ts'
import type { ListFile } from './read-list.ts'
import { readList } from './read-list.ts'

export const listJobs = {
  'read-list': (
    { file, known }: { file: ListFile; known: KnownRegistry },
    report: (done: number) => void,
  ): ListReading => readList(file, known, randomUUID, report),
}

export type ListJobs = {
  'read-list': { input: { file: ListFile; known: KnownRegistry }; output: ListReading }
}
export type ListWorker = JobWorker<ListJobs>

const LIMITS = { timeMs: 60_000, memoryMb: 1024 }

/** `workerUrl` is worker.ts in the sources, another file in a build. */
export const createListWorker = (workerUrl: URL): ListWorker =>
  createJobWorker<ListJobs>(workerUrl, { ...LIMITS, tooLarge: 'FILE_TOO_LARGE' })

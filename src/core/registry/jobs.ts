/** The work on lists that runs apart from the host, by name. */
import { randomUUID } from 'node:crypto'
import type { JobWorker } from '../agreement/worker/run-in-worker.ts'
import type { DiffPage, ListPreview } from '../../shared/contract/registry.ts'
import { createJobWorker } from '../agreement/worker/run-in-worker.ts'
import type { DiffWindow } from './diff-plan.ts'
import type { KnownRegistry, ListReading } from './list-reading.ts'
import type { ListFile } from './read-list.ts'
import { readDiffPage, readList } from './read-list.ts'

export const listJobs = {
  'read-list': (
    { file, known }: { file: ListFile; known: KnownRegistry },
    report: (done: number) => void,
  ): ListReading => readList(file, known, randomUUID, report),
  /** What is only shown needs no people to cross threads. */
  'preview-list': (
    { file, known }: { file: ListFile; known: KnownRegistry },
    report: (done: number) => void,
  ): ListPreview => readList(file, known, randomUUID, report).preview,
  'page-list': ({ file, known, window }: PageWork): DiffPage => readDiffPage(file, known, randomUUID, window),
}

type PageWork = { file: ListFile; known: KnownRegistry; window: DiffWindow }
export type ListJobs = {
  'read-list': { input: { file: ListFile; known: KnownRegistry }; output: ListReading }
  'preview-list': { input: { file: ListFile; known: KnownRegistry }; output: ListPreview }
  'page-list': { input: PageWork; output: DiffPage }
}
export type ListWorker = JobWorker<ListJobs>

const LIMITS = { timeMs: 60_000, memoryMb: 1024 }

/** `workerUrl` is worker.ts in the sources, another file in a build. */
export const createListWorker = (workerUrl: URL): ListWorker =>
  createJobWorker<ListJobs>(workerUrl, { ...LIMITS, tooLarge: 'FILE_TOO_LARGE' })

/** The host's side of work in another thread: one thread, one job at a time, and an end to every job. */
import { Worker } from 'node:worker_threads'
import { MappeError } from '../../../shared/errors.ts'
import type { ErrorCode } from '../../../shared/errors.ts'
import { UNWATCHED } from '../../work.ts'
import type { Work } from '../../work.ts'
import type { PdfJobs } from './jobs.ts'
import type { Answer, Order } from './worker-messages.ts'

/** A thread's young objects otherwise take up to three times as much before they are cleared away: 30 MB more at the peak of a sealing. */
const YOUNG_MB = 8

export type PdfLimits = { timeMs: number; memoryMb: number }

/** Input and output of each kind of work, by name. */
type JobTable = Record<string, { input: unknown; output: unknown }>

export type JobWorker<Jobs extends JobTable> = {
  /**
   * Waits for the jobs before it, then runs. Faults keep their code; TIME_LIMIT when the job takes longer than allowed
   * (waiting not counted), PDF_TOO_LARGE or the worker's own code when it needs more memory. Called off, it rejects at once with the
   * signal's reason, whether it waits or runs, and those behind it go on.
   */
  run<Name extends keyof Jobs & string>(
    name: Name,
    input: Jobs[Name]['input'],
    work?: Work,
  ): Promise<Jobs[Name]['output']>
  /** Ends the thread; a job under way or waiting is rejected. */
  close(): Promise<void>
}

export type PdfWorker = JobWorker<PdfJobs>

/** `workerUrl` is worker.ts in the sources, another file in a build. */
export const createPdfWorker = (workerUrl: URL, limits: PdfLimits): PdfWorker =>
  createJobWorker<PdfJobs>(workerUrl, { ...limits, tooLarge: 'PDF_TOO_LARGE' })

/** The thread starts with the first job and never keeps the process alive by itself. */
export function createJobWorker<Jobs extends JobTable>(
  workerUrl: URL,
  limits: PdfLimits & { tooLarge: ErrorCode },
): JobWorker<Jobs> {
  let thread: Worker | undefined
  let last: Promise<unknown> = Promise.resolve()
  let closed = false

  const start = () => {
    const worker = new Worker(workerUrl, {
      resourceLimits: { maxOldGenerationSizeMb: limits.memoryMb, maxYoungGenerationSizeMb: YOUNG_MB },
    })
    // a thread that dies between two jobs must not take the host with it
    return worker.on('error', () => {})
  }

  const execute = async (order: Order, work: Work) => {
    if (closed) throw closedError()
    work.signal?.throwIfAborted()
    thread ??= start()
    const forget = () => {
      thread = undefined
    }
    return converse(thread, order, limits, { work, forget })
  }

  return {
    run(name, input, work = UNWATCHED) {
      const outcome = last.then(() => execute({ name, input }, work))
      last = outcome.catch(() => {})
      // the thread answers each order with that job's own output
      return unlessCalledOff(outcome as Promise<Jobs[typeof name]['output']>, work)
    },
    async close() {
      closed = true
      await thread?.terminate()
    },
  }
}

/** The same thread for somebody who leaves earlier: closing rejects what this one has given to do, and the thread lives on. */
export function borrowed<Jobs extends JobTable>(worker: JobWorker<Jobs>): JobWorker<Jobs> {
  const left = Promise.withResolvers<never>()
  left.promise.catch(() => {})
  let closed = false
  return {
    run: (name, input, work) =>
      closed ? left.promise : Promise.race([left.promise, worker.run(name, input, work)]),
    async close() {
      closed = true
      left.reject(closedError())
    },
  }
}

/** The same thread for work that may be called off, in one job or in several. */
export const untilCalledOff = <Jobs extends JobTable>(
  worker: JobWorker<Jobs>,
  signal: AbortSignal | undefined,
): JobWorker<Jobs> => ({
  ...worker,
  run: (name, input, { report } = UNWATCHED) => worker.run(name, input, { report, signal }),
})

const closedError = () => new MappeError('NOT_ALLOWED_NOW', {}, 'the worker is closed')

type Limits = { timeMs: number; tooLarge: ErrorCode }
type Listening = { work: Work; forget: () => void }

/** Also while it waits for others: nobody looks at what comes of it then. */
function unlessCalledOff<Output>(outcome: Promise<Output>, { signal }: Work): Promise<Output> {
  if (!signal) return outcome
  const { promise, reject } = Promise.withResolvers<never>()
  const leave = () => reject(signal.reason)
  if (signal.aborted) leave()
  signal.addEventListener('abort', leave, { once: true })
  return Promise.race([promise, outcome]).finally(() => signal.removeEventListener('abort', leave))
}

/**
 * One order and its answer. A thread that outlasts its time, dies or works on what was called off is forgotten, and the next job gets a
 * new one: what it computes cannot be interrupted otherwise.
 */
function converse(
  thread: Worker,
  order: Order,
  { timeMs, tooLarge }: Limits,
  { work: { report, signal }, forget }: Listening,
): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>()
  const giveUp = (error: unknown) => {
    forget()
    reject(error)
    void thread.terminate()
  }
  const callOff = () => giveUp(signal?.reason)
  const timer = setTimeout(() => giveUp(new MappeError('TIME_LIMIT', { job: order.name })), timeMs)
  const onMessage = (answer: Answer) => {
    if (answer.type === 'progress') return report(answer.done)
    if (answer.type === 'result') return resolve(answer.result)
    reject(new MappeError(answer.fault.code, answer.fault.data, answer.fault.message))
  }
  const onError = (error: unknown) => giveUp(crash(error, tooLarge))
  const onExit = () => giveUp(new MappeError('UNEXPECTED', {}, 'the thread ended'))
  signal?.addEventListener('abort', callOff, { once: true })
  thread.on('message', onMessage).on('error', onError).on('exit', onExit)
  thread.ref()
  thread.postMessage(order, [])
  return promise.finally(() => {
    clearTimeout(timer)
    signal?.removeEventListener('abort', callOff)
    thread.off('message', onMessage).off('error', onError).off('exit', onExit)
    thread.unref()
  })
}

function crash(error: unknown, tooLarge: ErrorCode): MappeError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') return new MappeError(tooLarge, {}, 'the thread ran out of memory')
  return new MappeError('UNEXPECTED', {}, `the thread failed: ${String(error)}`, { cause: error })
}

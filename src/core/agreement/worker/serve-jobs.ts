/** The thread's side of the work: takes one job at a time, answers with its result or its fault. */
import { parentPort } from 'node:worker_threads'
import { isMappeError } from '../../../shared/errors.ts'
import type { Report } from '../../work.ts'
import type { Answer, Order } from './worker-messages.ts'

/** The jobs by name; each takes plain values and gives plain values. */
export function serveJobs(jobs: Readonly<Record<string, unknown>>): void {
  parentPort?.on('message', (order: Order) => {
    void answer(jobs, order)
  })
}

const post = (answer: Answer, given: ArrayBuffer[] = []) => parentPort?.postMessage(answer, given)

async function answer(jobs: Readonly<Record<string, unknown>>, { name, input }: Order): Promise<void> {
  try {
    // the order was typed where it was given: name and input belong together
    const run = jobs[name] as (input: unknown, report: Report) => unknown
    const result = await run(input, (done) => post({ type: 'progress', done }))
    post({ type: 'result', result }, wholeBuffersOf(result))
  } catch (error) {
    post({ type: 'fault', fault: faultOf(error) })
  }
}

/** A long file is handed over, not copied; bytes that lie within a larger buffer are not the job's own to give away. */
function wholeBuffersOf(result: unknown): ArrayBuffer[] {
  const values = typeof result === 'object' && result !== null ? Object.values(result) : []
  const files = values.filter(
    (value) => value instanceof Uint8Array && value.byteLength === value.buffer.byteLength,
  )
  return [...new Set(files.map(({ buffer }) => buffer))]
}

/** What of an error crosses threads: a class would arrive as a plain object. */
function faultOf(error: unknown) {
  if (isMappeError(error)) return { code: error.code, data: error.data, message: error.message }
  return {
    code: 'UNEXPECTED' as const,
    data: {},
    message: error instanceof Error ? (error.stack ?? error.message) : String(error),
  }
}

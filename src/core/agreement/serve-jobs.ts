/** The thread's side of the work: takes one job at a time, answers with its result or its fault. */
import { parentPort } from 'node:worker_threads'
import { isMappeError } from '../../shared/errors.ts'
import type { Report } from './jobs.ts'
import type { Answer, Order } from './worker-messages.ts'

/** The jobs by name; each takes plain values and gives plain values. */
export function serveJobs(jobs: Readonly<Record<string, unknown>>): void {
  parentPort?.on('message', (order: Order) => {
    void answer(jobs, order)
  })
}

const post = (answer: Answer) => parentPort?.postMessage(answer, [])

async function answer(jobs: Readonly<Record<string, unknown>>, { name, input }: Order): Promise<void> {
  try {
    // the order was typed where it was given: name and input belong together
    const run = jobs[name] as (input: unknown, report: Report) => unknown
    post({ type: 'result', result: await run(input, (done) => post({ type: 'progress', done })) })
  } catch (error) {
    post({ type: 'fault', fault: faultOf(error) })
  }
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

/** Reads from a browser's trace what each keystroke cost the page: from the key's event to the end of the frame that shows its list. */

type TraceEvent = {
  name: string
  ph: string
  ts: number
  dur?: number
  tdur?: number
  pid: number
  tid: number
  args: { data?: { type?: string }; name?: string }
}

export const TRACED = ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'toplevel', '__metadata']

/** In ms: the processor time of the page's main thread, and the time that passed, waiting for the next frame included. */
export type Keystroke = { busy: number; passed: number }

/** One per key that a page of the trace was given. */
export function keystrokesOf(trace: Buffer): Keystroke[] {
  const { traceEvents } = JSON.parse(trace.toString('utf8')) as { traceEvents: TraceEvent[] }
  const mainThread = busiestThread(traceEvents.filter(isInput))
  const events = traceEvents
    .filter((event) => `${event.pid} ${event.tid}` === mainThread)
    .toSorted((a, b) => a.ts - b.ts)
  const tasks = events.filter(({ name }) => name === 'RunTask')
  const keys = events.filter(({ name, args }) => name === 'EventDispatch' && args.data?.type === 'keydown')
  return keys.flatMap((key) => {
    const typed = events.find((event) => isInput(event) && event.ts >= key.ts)
    const shown = typed && events.find(({ name, ts }) => name === 'Commit' && ts >= endOf(typed))
    return shown ? [costOf(tasks, key.ts, endOf(shown))] : []
  })
}

const isInput = ({ name, args }: TraceEvent): boolean =>
  name === 'EventDispatch' && args.data?.type === 'input'
const endOf = ({ ts, dur = 0 }: TraceEvent): number => ts + dur

function busiestThread(events: readonly TraceEvent[]): string {
  const threads = Map.groupBy(events, ({ pid, tid }) => `${pid} ${tid}`)
  const [busiest = ''] = [...threads].toSorted(([, a], [, b]) => b.length - a.length).map(([name]) => name)
  return busiest
}

/** Whole tasks count, also the one in which the key came and the one that painted. */
function costOf(tasks: readonly TraceEvent[], from: number, to: number): Keystroke {
  const within = tasks.filter((task) => endOf(task) > from && task.ts < to)
  const busy = within.reduce((sum, { tdur = 0 }) => sum + tdur, 0)
  return { busy: busy / 1000, passed: (to - from) / 1000 }
}

/** What every procedure runs through: the role check, and one way for errors to leave the host. */
import { implement, ORPCError } from '@orpc/server'
import { ValidationError } from '@orpc/contract'
import { contract } from '../../shared/contract.ts'
import type { Ack } from '../../shared/contract/procedure.ts'
import type { State } from '../../shared/domain/state.ts'
import { isExpired } from '../../shared/domain/station.ts'
import { ERROR_STATUS, isMappeError, MappeError } from '../../shared/errors.ts'
import type { ErrorCode, ErrorData } from '../../shared/errors.ts'
import type { CallContext, CoreParts } from '../core-parts.ts'
import { requireAllowedInRehearsal } from '../rehearsal/refused.ts'
import { specimenFiles } from '../rehearsal/specimen-files.ts'
import type { Execution } from '../command-handler.ts'
import type { Log } from '../log/event-log.ts'

/** The contract's implementer with the checks in front; in a rehearsal also with what it must not do, and what its files must bear. */
export const createBase = (parts: CoreParts) => {
  const base = checkedBase(parts)
  if (parts.rehearsing.id === null) return base
  const marked = specimenFiles(parts.pdf)
  return base.use(async ({ next }) => {
    const result = await next()
    return { ...result, output: (await marked(result.output)) as typeof result.output }
  })
}

const checkedBase = ({ handler, options, presence, screenLock, rehearsing }: CoreParts) =>
  implement(contract)
    .$context<CallContext>()
    .use(async ({ next, procedure, context, path }) => {
      try {
        const { roles, isOpenWhileLocked = false } = procedure['~orpc'].meta
        checkStation(handler.state, context.caller, options.now())
        if (!roles.includes(context.caller.role)) {
          throw new MappeError(context.caller.role === 'unpaired' ? 'NOT_PAIRED' : 'ROLE_NOT_ALLOWED')
        }
        if (rehearsing.id !== null) requireAllowedInRehearsal(path)
        const { station, role } = context.caller
        if (role !== 'unpaired') presence.seen(station)
        if (role !== 'organizer' || isOpenWhileLocked) return await next()
        if (screenLock.isLocked(station)) throw new MappeError('SCREEN_LOCKED')
        const locked = screenLock.untilLocked(station)
        const result = await next()
        return { ...result, output: endingWith(locked, result.output) }
      } catch (error) {
        throw onWire(error, path.join('.'), options.log)
      }
    })

/** A feed ends when its page is locked; any other answer was given before. */
function endingWith<Output>(locked: AbortSignal, output: Output): Output {
  return isFeed(output) ? (endedBy(locked, output) as Output) : output
}

const isFeed = (output: unknown): output is AsyncIterator<unknown> =>
  typeof output === 'object' && output !== null && Symbol.asyncIterator in output && 'next' in output

async function* endedBy(locked: AbortSignal, feed: AsyncIterator<unknown>): AsyncGenerator<unknown, void> {
  const { promise: over, resolve } = Promise.withResolvers<{ done: true; value: undefined }>()
  const end = () => resolve({ done: true, value: undefined })
  locked.addEventListener('abort', end, { once: true })
  try {
    while (!locked.aborted) {
      const { done, value } = await Promise.race([feed.next(), over])
      if (done) return
      yield value
    }
  } finally {
    locked.removeEventListener('abort', end)
    // not awaited: a feed that waits for its next item answers only then
    void feed.return?.()?.catch(() => {})
  }
}

/** A connection may be older than the last word on its station. */
function checkStation({ stations }: State, { station, role }: CallContext['caller'], now: Date): void {
  const known = stations[station]
  if (!known) return
  if (known.revokedAt !== null) throw new MappeError('STATION_REVOKED')
  if (isExpired(known, now)) throw new MappeError('STATION_EXPIRED')
  if (known.role !== role) throw new MappeError('STATION_MOVED')
}

export type Base = ReturnType<typeof createBase>

/** The error as a caller may see it: a code and its data. Whatever was not foreseen keeps its message on the host. */
export function onWire(error: unknown, where: string, log: Log): Error {
  if (isMappeError(error)) {
    if (ERROR_STATUS[error.code] >= 500) log('call-failed', { where, error })
    return orpcError(error.code, error.data)
  }
  if (isAbort(error)) return error
  const invalid = invalidInput(error)
  if (invalid) return orpcError('INPUT_INVALID', invalid)
  log('call-failed', { where, error })
  return orpcError('UNEXPECTED', {})
}

const orpcError = (code: ErrorCode, data: ErrorData) =>
  new ORPCError(code, { status: ERROR_STATUS[code], message: code, data })

const isAbort = (error: unknown): error is Error => error instanceof Error && error.name === 'AbortError'

/** Which member of the input was wrong, as a dotted path; null when the error is another one. */
function invalidInput(error: unknown): ErrorData | null {
  if (!(error instanceof ORPCError) || error.code !== 'BAD_REQUEST') return null
  const issue = error.cause instanceof ValidationError ? error.cause.issues[0] : undefined
  const path = issue?.path?.map((part) => (typeof part === 'object' ? part.key : part)).join('.')
  return { field: path ?? '' }
}

/** The acknowledgement of a command: the last fact it wrote, or that nothing had to change. */
export function acknowledged(execution: Execution, seq: number, now: Date): Ack {
  if (execution.kind === 'unchanged') return { seq, at: now.toISOString(), unchanged: true }
  const last = execution.events.at(-1)
  return { seq: last?.seq ?? seq, at: last?.at ?? now.toISOString(), unchanged: false }
}

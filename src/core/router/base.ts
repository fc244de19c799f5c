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
import type { Execution } from '../command-handler.ts'
import type { Log } from '../event-log.ts'

/** The contract's implementer with the checks in front. */
export const createBase = ({
  handler,
  options,
  presence,
}: Pick<CoreParts, 'handler' | 'options' | 'presence'>) =>
  implement(contract)
    .$context<CallContext>()
    .use(async ({ next, procedure, context, path }) => {
      try {
        const { roles } = procedure['~orpc'].meta
        checkStation(handler.state, context.caller, options.now())
        if (!roles.includes(context.caller.role)) {
          throw new MappeError(context.caller.role === 'unpaired' ? 'NOT_PAIRED' : 'ROLE_NOT_ALLOWED')
        }
        if (context.caller.role !== 'unpaired') presence.seen(context.caller.station)
        return await next()
      } catch (error) {
        throw onWire(error, path.join('.'), options.log)
      }
    })

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

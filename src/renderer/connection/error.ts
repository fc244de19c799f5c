/** Whatever a call can fail with, as the one error class of the program. */
import { ORPCError } from '@orpc/client'
import { ERROR_STATUS, isMappeError, MappeError } from '../../shared/errors.ts'
import type { ErrorCode, ErrorData } from '../../shared/errors.ts'

const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(ERROR_STATUS, code)

/** Codes of the transport itself, said in ours. */
const TRANSPORT_CODES: Record<string, ErrorCode> = {
  BAD_REQUEST: 'INPUT_INVALID',
  UNAUTHORIZED: 'NOT_PAIRED',
  FORBIDDEN: 'ROLE_NOT_ALLOWED',
  TIMEOUT: 'TIMED_OUT',
}

/** The error as a MappeError: the host's code and data where it gave one, else UNEXPECTED. */
export function asMappeError(error: unknown): MappeError {
  if (isMappeError(error)) return error
  if (!(error instanceof ORPCError)) return new MappeError('UNEXPECTED', {}, String(error), { cause: error })
  const { code, data, message } = error
  const known = isErrorCode(code) ? code : (TRANSPORT_CODES[code] ?? 'UNEXPECTED')
  return new MappeError(known, known === code ? dataOf(data) : {}, message, { cause: error })
}

function dataOf(data: unknown): ErrorData {
  if (typeof data !== 'object' || data === null) return {}
  const plain = Object.entries(data).filter(([, value]) => value === null || typeof value !== 'object')
  return Object.fromEntries(plain)
}

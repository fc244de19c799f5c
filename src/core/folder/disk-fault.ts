/** Says in the program's own codes what the operating system said about the disk. */
import { isMappeError, MappeError, type ErrorCode } from '../../shared/errors.ts'

const CODE_BY_ERRNO: Readonly<Record<string, ErrorCode>> = {
  ENOSPC: 'DISK_FULL',
  EDQUOT: 'DISK_FULL',
  EROFS: 'FOLDER_READ_ONLY',
  EACCES: 'FOLDER_READ_ONLY',
  EPERM: 'FOLDER_READ_ONLY',
}

/** DISK_FULL, FOLDER_READ_ONLY or, for all else, DISK_FAULT; a MappeError passes unchanged. */
export const toDiskFault = (error: unknown): MappeError => {
  if (isMappeError(error)) return error
  const errno = errnoOf(error)
  const message = error instanceof Error ? error.message : String(error)
  return new MappeError(CODE_BY_ERRNO[errno] ?? 'DISK_FAULT', { errno }, message, { cause: error })
}

/** 'ENOENT' and the like, '' when the error has none. */
export const errnoOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

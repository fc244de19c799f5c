/** What the file system said about the place of the backup, in the words of the page. */
import type { BackupProblem } from '../../shared/contract/backup.ts'
import { isMappeError, MappeError } from '../../shared/errors.ts'
import type { ErrorCode } from '../../shared/errors.ts'
import { toDiskFault } from '../folder/disk-fault.ts'

/** What is said when a drive is pulled while it is used. */
const GONE: ReadonlySet<unknown> = new Set(['ENOENT', 'ENOTDIR', 'ENODEV', 'ENXIO', 'ESTALE', 'EHOSTDOWN'])

const BY_CODE: Partial<Record<ErrorCode, BackupProblem>> = {
  DISK_FULL: 'full',
  FOLDER_READ_ONLY: 'read-only',
}

export function problemOf(error: unknown): BackupProblem {
  if (isMappeError(error) && error.code === 'BACKUP_REFUSED') return 'diverged'
  const { code, data } = toDiskFault(error)
  if (GONE.has(data['errno'])) return 'missing'
  return BY_CODE[code] ?? 'disk-fault'
}

export const refused = (reason: string): MappeError => new MappeError('BACKUP_REFUSED', { reason })

/** A fault of the place as the refusal to use it. */
export function failOnPlace(error: unknown): never {
  if (isMappeError(error) && error.code === 'BACKUP_REFUSED') throw error
  throw refused(problemOf(error))
}

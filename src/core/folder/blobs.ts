/** PDFs and strokes as files that are named by their own SHA-256: written once, never changed, checked at every reading. */
import { hash } from 'node:crypto'
import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sha256Schema, type Sha256 } from '../../shared/domain/ids.ts'
import { isMappeError, MappeError } from '../../shared/errors.ts'
import { errnoOf, toDiskFault } from './disk-fault.ts'
import { PRIVATE_FOLDER, syncFolder } from './durable-file.ts'
import { plainFiles, type FileAccess } from './folder-files.ts'

export interface Blobs {
  /** Durable when it resolves; putting the same bytes again changes nothing, or mends a damaged file. */
  putBlob(bytes: Uint8Array): Promise<Sha256>
  /** Throws BLOB_MISSING { sha256, reason: 'absent' | 'changed' }. */
  getBlob(sha256: Sha256): Promise<Buffer>
  /** The bytes as they lie on the disk, checked like `getBlob`: sealed where the folder is protected. For copies. */
  storedBlob(sha256: Sha256): Promise<Buffer>
  /** There, and whole. */
  hasBlob(sha256: Sha256): Promise<boolean>
  /** By name; not checked. */
  listBlobs(): Promise<Sha256[]>
  /** For the deletion of people's data; a missing blob is no error. */
  deleteBlob(sha256: Sha256): Promise<void>
}

/** Creates the folder. All methods throw DISK_FULL, FOLDER_READ_ONLY or DISK_FAULT when the disk does not play along. */
export const openBlobs = async (folder: string, files: FileAccess = plainFiles()): Promise<Blobs> => {
  await mkdir(folder, { recursive: true, mode: PRIVATE_FOLDER }).catch(failOnDisk)
  const hasBlob = async (sha256: Sha256): Promise<boolean> =>
    (await readBlob(folder, sha256, files)).bytes !== null
  const getBlob = async (sha256: Sha256): Promise<Buffer> => {
    const { bytes, reason } = await readBlob(folder, sha256, files)
    if (bytes) return bytes
    throw new MappeError('BLOB_MISSING', { sha256, reason })
  }
  return {
    hasBlob,
    getBlob,
    async storedBlob(sha256) {
      await getBlob(sha256)
      return readFile(join(folder, sha256)).catch(failOnDisk)
    },
    async putBlob(bytes) {
      const sha256 = sha256Of(bytes)
      if (!(await hasBlob(sha256))) await files.write(join(folder, sha256), bytes)
      return sha256
    },
    async listBlobs() {
      const names = await readdir(folder).catch(failOnDisk)
      return names.toSorted().flatMap((name) => sha256Schema.safeParse(name).data ?? [])
    },
    async deleteBlob(sha256) {
      if (!sha256Schema.safeParse(sha256).success) return
      await rm(join(folder, sha256), { force: true }).catch(failOnDisk)
      await syncFolder(folder)
    },
  }
}

type Reading = { bytes: Buffer; reason: null } | { bytes: null; reason: 'absent' | 'changed' }

/** A name that is no SHA-256 could lead out of the folder: there is no such blob. */
const readBlob = async (folder: string, sha256: Sha256, files: FileAccess): Promise<Reading> => {
  if (!sha256Schema.safeParse(sha256).success) return { bytes: null, reason: 'absent' }
  try {
    const bytes = await files.read(join(folder, sha256))
    return sha256Of(bytes) === sha256 ? { bytes, reason: null } : { bytes: null, reason: 'changed' }
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return { bytes: null, reason: 'absent' }
    if (isMappeError(error) && error.code === 'FILE_CHANGED') return { bytes: null, reason: 'changed' }
    throw toDiskFault(error)
  }
}

const sha256Of = (bytes: Uint8Array): Sha256 => sha256Schema.parse(hash('sha256', bytes))

const failOnDisk = (error: unknown): never => {
  throw toDiskFault(error)
}

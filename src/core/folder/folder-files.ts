/** The files of a data folder: sealed with its key where it has one, as they are where it has none. */
import { open, readFile } from 'node:fs/promises'
import { relative, sep } from 'node:path'
import { MappeError } from '../../shared/errors.ts'
import { writeFileDurably, type OpenFile } from './durable-file.ts'
import type { DataKey } from '../protection/data-key.ts'

/** Whole files, wherever and however they are kept. */
export type FileAccess = {
  /** Rejects with what the file system says, or FILE_CHANGED { file } for one that the folder's key does not open. */
  read: (file: string) => Promise<Buffer>
  /** Durable, whole or not at all. DISK_FULL, FOLDER_READ_ONLY or DISK_FAULT. */
  write: (file: string, bytes: Uint8Array) => Promise<void>
}

export const plainFiles = (openFile?: OpenFile): FileAccess => ({
  read: (file) => readFile(file),
  write: (file, bytes) => writeFileDurably(file, bytes, openFile),
})

/** Begins every sealed file. */
const MAGIC = Buffer.from('\u0000mappe1\n', 'latin1')

export const isSealed = (bytes: Uint8Array): boolean => MAGIC.equals(bytes.subarray(0, MAGIC.length))

/** Whether a file is sealed, by its first bytes; false where there is none. */
export async function isSealedFile(file: string): Promise<boolean> {
  const handle = await open(file, 'r').catch(() => null)
  if (!handle) return false
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(MAGIC.length), 0, MAGIC.length, 0)
    return isSealed(buffer.subarray(0, bytesRead))
  } finally {
    await handle.close()
  }
}

export class FolderFiles implements FileAccess {
  readonly #root: string
  readonly #writing = new Set<Promise<void>>()
  /** Null while the folder is not protected. */
  key: DataKey | null = null
  /** While protection is being switched on: what is not sealed yet is read as it is. */
  mayBePlain = false

  /** `root`: absolute; the name below it is sealed in, so that no file can be put in the place of another. */
  constructor(root: string) {
    this.#root = root
  }

  async read(file: string): Promise<Buffer> {
    return this.opened(file, await readFile(file))
  }

  /** What the stored bytes of a file say. FILE_CHANGED where they are not what was written there. */
  opened(file: string, bytes: Buffer): Buffer {
    if (!this.key || (this.mayBePlain && !isSealed(bytes))) return bytes
    const plain = isSealed(bytes) ? this.key.open(bytes.subarray(MAGIC.length), this.#purposeOf(file)) : null
    if (!plain) throw new MappeError('FILE_CHANGED', { file: this.#nameOf(file) })
    return plain
  }

  /** As `read` would find it. */
  stored(file: string, bytes: Uint8Array): Uint8Array {
    if (!this.key) return bytes
    return Buffer.concat([MAGIC, this.key.seal(bytes, this.#purposeOf(file))])
  }

  write(file: string, bytes: Uint8Array, openFile?: OpenFile): Promise<void> {
    const writing = writeFileDurably(file, this.stored(file, bytes), openFile)
    const forget = () => void this.#writing.delete(writing)
    this.#writing.add(writing)
    writing.then(forget, forget)
    return writing
  }

  /** Resolves when what is being written now, perhaps still without the key, is there. */
  async untilWritten(): Promise<void> {
    await Promise.allSettled(this.#writing)
  }

  #nameOf(file: string): string {
    return relative(this.#root, file).split(sep).join('/')
  }

  #purposeOf(file: string): string {
    return `file ${this.#nameOf(file)}`
  }
}

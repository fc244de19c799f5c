/** A lowdb adapter that may be believed: lowdb's own never calls fsync and loses what it said it wrote when the power goes. */
import type { Adapter } from 'lowdb'
import { errnoOf } from '../folder/disk-fault.ts'
import { plainFiles, type FileAccess } from '../folder/folder-files.ts'

/**
 * `read` gives null for a missing file, else what `parse` makes of its bytes; SyntaxError for what is no JSON. `write` is whole or not at all; bytes are taken
 * for JSON that is text already. One write at a time.
 */
export class DurableJsonFile implements Adapter<unknown> {
  readonly #file: string
  readonly #files: FileAccess
  readonly #parse: (bytes: Buffer) => unknown

  constructor(file: string, files: FileAccess = plainFiles(), parse: (bytes: Buffer) => unknown = parseJson) {
    this.#file = file
    this.#files = files
    this.#parse = parse
  }

  async read(): Promise<unknown> {
    try {
      return this.#parse(await this.#files.read(this.#file))
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return null
      throw error
    }
  }

  async write(value: unknown): Promise<void> {
    const text = value instanceof Uint8Array ? value : Buffer.from(JSON.stringify(value))
    await this.#files.write(this.#file, text)
  }
}

const parseJson = (bytes: Buffer): unknown => JSON.parse(bytes.toString('utf8'))

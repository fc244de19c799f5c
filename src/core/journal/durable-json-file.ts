/** A lowdb adapter that may be believed: lowdb's own never calls fsync and loses what it said it wrote when the power goes. */
import type { Adapter } from 'lowdb'
import { readFile } from 'node:fs/promises'
import { errnoOf } from '../disk-fault.ts'
import { writeFileDurably, type OpenFile } from '../durable-file.ts'

/**
 * `read` gives null for a missing file and throws SyntaxError for a broken one. `write` is whole or not at all; bytes are taken
 * for JSON that is text already. One write at a time.
 */
export class DurableJsonFile implements Adapter<unknown> {
  readonly #file: string
  readonly #openFile: OpenFile | undefined

  constructor(file: string, openFile?: OpenFile) {
    this.#file = file
    this.#openFile = openFile
  }

  async read(): Promise<unknown> {
    try {
      return JSON.parse(await readFile(this.#file, 'utf8')) as unknown
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return null
      throw error
    }
  }

  async write(value: unknown): Promise<void> {
    const text = value instanceof Uint8Array ? value : Buffer.from(JSON.stringify(value))
    await writeFileDurably(this.#file, text, this.#openFile)
  }
}

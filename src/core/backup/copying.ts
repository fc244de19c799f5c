/** Keeps one chosen place up to date: looks at what lies there before the first byte is written, and again after every fault. */
import { rm, rmdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { BackupProblem, Superseded } from '../../shared/contract/backup.ts'
import { removeTemporaryFiles } from '../folder/durable-file.ts'
import type { OpenFile } from '../folder/durable-file.ts'
import type { Report } from '../work.ts'
import type { BackupChoice } from './choice.ts'
import { compareBackup, isAsItWasLeft, knowsEntry, NOTHING_COPIED } from './comparison.ts'
import { beginCopy, copyNews, KEPT_BESIDE, label, type Copied, type CopySource } from './copy.ts'
import { backupFolderAt, readMark, type BackupFolder } from './place.ts'
import { problemOf } from './problems.ts'

export type CopyingParts = {
  choice: BackupChoice
  /** The journal may be another one after a disk fault of the host: ask each time. */
  source: () => CopySource
  openFile: OpenFile | undefined
  /** How far one copying is; from one to the next it begins anew. */
  report?: (() => Report) | undefined
}

/** What one copying came to. */
export type Copying = { problem: BackupProblem | null; successor: Superseded | null }

const DONE: Copying = { problem: null, successor: null }

export class PlaceCopy {
  readonly choice: BackupChoice
  readonly #parts: CopyingParts
  readonly #folder: BackupFolder
  #copied: Copied | null = null
  #reached = 0
  /** Begun by this program in a folder in which there was nothing, and not yet complete. */
  #isFirst = false
  readonly #calledOff = new AbortController()

  constructor(parts: CopyingParts) {
    this.choice = parts.choice
    this.#parts = parts
    this.#folder = backupFolderAt(parts.choice.folder)
  }

  /** How many entries were there when it was last seen. */
  get entries(): number {
    return this.#reached
  }

  /** Which copy lies there; undefined while it is out of sight. */
  get id(): string | undefined {
    return this.#copied?.id
  }

  /** Begins at a place that a person has chosen; the label is written at once. Rejects with what the file system says. */
  async begin(): Promise<void> {
    const source = this.#parts.source()
    const finding = await compareBackup(this.#folder, source.journal)
    const copied = await beginCopy(
      source,
      this.#folder,
      finding.kind === 'mine' ? finding.upTo : NOTHING_COPIED,
    )
    await label(source, this.#folder, copied, this.#parts.openFile)
    this.#isFirst = finding.kind === 'new'
    this.#copied = copied
  }

  /** Whether nothing would be lost if it were called off. */
  get isFirst(): boolean {
    return this.#isFirst
  }

  get isLeftOff(): boolean {
    return this.#calledOff.signal.aborted
  }

  /** Leaves off before the next file. */
  leaveOff(): void {
    this.#calledOff.abort()
  }

  /** For a first copy on which nobody works any more: what it has laid down is removed, and the folder if nothing else lies in it. */
  async remove(): Promise<void> {
    const { path, blobs, keys, journal, label: said } = this.#folder
    const notes = KEPT_BESIDE.map((name) => join(path, name))
    // the label last: a folder without one is never written to again
    for (const each of [blobs, keys, journal, ...notes]) await rm(each, { recursive: true, force: true })
    await removeTemporaryFiles(path)
    await rm(said, { force: true })
    await rmdir(path).catch(() => {})
  }

  /** Copies what is new; never rejects. After a fault it is not known what a failed write has left. */
  async once(): Promise<Copying> {
    try {
      return await this.#copyOnce()
    } catch (error) {
      this.#copied = null
      return { problem: problemOf(error), successor: null }
    }
  }

  async #copyOnce(): Promise<Copying> {
    if (!(await isFolder(this.choice.place))) return this.#stopFor('missing')
    if (!(await this.#isStillMine())) {
      const found = await this.#attach()
      if (found !== DONE) return found
    }
    if (!this.#copied) return DONE
    const { source, openFile, report } = this.#parts
    const work = { report: report?.() ?? (() => {}), signal: this.#calledOff.signal }
    await copyNews(source(), this.#folder, this.#copied, openFile, work)
    this.#reached = this.#copied.entries
    this.#isFirst = false
    return DONE
  }

  /** Not as it was left, or a mark: somebody else was there, or this is another stick. */
  async #isStillMine(): Promise<boolean> {
    if (!this.#copied || !(await isAsItWasLeft(this.#folder, this.#copied))) return false
    const mark = await readMark(this.#folder)
    return mark === null || knowsEntry(this.#parts.source().journal, mark)
  }

  async #attach(): Promise<Copying> {
    this.#copied = null
    const finding = await compareBackup(this.#folder, this.#parts.source().journal)
    if (finding.kind === 'superseded') return { problem: 'diverged', successor: finding.by }
    // a stick was here and is not, or another one is: only a person may begin anew
    if (finding.kind === 'new') return this.#stopFor('missing')
    if (finding.kind !== 'mine') return this.#stopFor(finding.kind)
    this.#copied = await beginCopy(this.#parts.source(), this.#folder, finding.upTo)
    return DONE
  }

  #stopFor(problem: BackupProblem): Copying {
    this.#copied = null
    return { problem, successor: null }
  }
}

export const isFolder = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => null))?.isDirectory() ?? false

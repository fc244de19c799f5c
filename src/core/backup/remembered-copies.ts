/** Remembers the copy that is kept up and those that were left elsewhere, and carries out there what was deleted since, once they are back. */
import type { OutdatedCopy } from '../../shared/contract/backup.ts'
import type { CommandHandler } from '../command-handler.ts'
import type { DataFolder } from '../folder/data-folder.ts'
import type { OpenFile } from '../folder/durable-file.ts'
import { keepChoice, readChoice, type BackupChoice } from './choice.ts'
import type { CopySource } from './copy.ts'
import { PlaceCopy } from './copying.ts'
import { asEarlier, choiceAt, keepEarlier, readEarlier, whereIs, type EarlierBackup } from './earlier.ts'

type Parts = {
  handler: CommandHandler
  folder: DataFolder
  /** Null while another computer goes on with the ceremony. */
  source: () => CopySource | null
  openFile: OpenFile | undefined
}

export class RememberedCopies {
  readonly #parts: Parts
  #choice: BackupChoice | null = null
  #earlier: EarlierBackup[] = []
  #attending: Promise<void> | null = null

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** The place that was chosen, as it is noted. */
  async readAgain(): Promise<BackupChoice | null> {
    this.#choice = await readChoice(this.#parts.folder)
    this.#earlier = await readEarlier(this.#parts.folder)
    return this.#choice
  }

  /** Copies that still hold something that was deleted. */
  outdated(): OutdatedCopy[] {
    const now = this.#choice && asEarlier(this.#choice)
    return [
      ...(now && now.entries < this.#lastDeletion ? [{ ...now, isEarlier: false }] : []),
      ...this.#outdatedEarlier.map((each) => ({ ...each, isEarlier: true })),
    ]
  }

  /** The copy so far stays where it lies, unless it is the next one; that one is no earlier one any more. */
  async choose(next: BackupChoice | null): Promise<void> {
    const left = this.#choice
    const isSame = left?.folder === next?.folder && (left?.id === undefined || left.id === next?.id)
    if (left && !isSame) await this.#remember(asEarlier(left))
    if (next) await this.#forget(({ id }) => id === next.id || id === next.folder)
    await keepChoice(this.#parts.folder, next)
    this.#choice = next
  }

  /** `seen` complete just now. At the same place another stick may lie by then. */
  async noteSeen(seen: BackupChoice): Promise<void> {
    if (this.#choice?.id === seen.id) this.#choice = seen
    else await this.choose(seen)
  }

  /** Writes down how far the copy was seen; while all goes well that would be too often. */
  async noteHowFar(): Promise<void> {
    if (this.#choice) await keepChoice(this.#parts.folder, this.#choice).catch(() => {})
  }

  /** A person says that it is destroyed. */
  forget(id: string): Promise<void> {
    return this.#forget((each) => each.id === id)
  }

  /** Brings up to date what holds something deleted and can be reached; never rejects. */
  attend(): Promise<void> {
    this.#attending ??= this.#attendAll()
      .catch(() => {})
      .finally(() => {
        this.#attending = null
      })
    return this.#attending
  }

  async #attendAll(): Promise<void> {
    const source = this.#parts.source()
    if (!source) return
    for (const each of this.#outdatedEarlier) {
      const seen = await this.#bringUpToDate(each, source)
      if (seen) await this.#keep(this.#earlier.map((other) => (other.id === each.id ? seen : other)))
    }
  }

  async #bringUpToDate(each: EarlierBackup, source: CopySource): Promise<EarlierBackup | null> {
    const found = await whereIs(each)
    if (!found) return null
    const { openFile } = this.#parts
    const copy = new PlaceCopy({ choice: choiceAt(found), source: () => source, openFile })
    const { problem } = await copy.once()
    if (problem !== null) return null
    const { id = each.id, entries } = copy
    return { id, place: each.place, folder: found.path, lastAt: source.now().toISOString(), entries }
  }

  get #outdatedEarlier(): EarlierBackup[] {
    return this.#earlier.filter(({ entries }) => entries < this.#lastDeletion)
  }

  /** The number of the entry that tells of it; 0 where nothing was deleted yet. */
  get #lastDeletion(): number {
    return this.#parts.handler.state.redactions.done.at(-1)?.seq ?? 0
  }

  #remember(left: EarlierBackup): Promise<void> {
    return this.#keep([...this.#earlier.filter(({ id }) => id !== left.id), left])
  }

  async #forget(isMeant: (earlier: EarlierBackup) => boolean): Promise<void> {
    const rest = this.#earlier.filter((each) => !isMeant(each))
    if (rest.length < this.#earlier.length) await this.#keep(rest)
  }

  async #keep(list: EarlierBackup[]): Promise<void> {
    await keepEarlier(this.#parts.folder, list)
    this.#earlier = list
  }
}

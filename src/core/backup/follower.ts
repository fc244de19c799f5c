/** Follows the journal to a second place that may come and go, and notices when another computer has gone on from there. */
import { hostname } from 'node:os'
import type { BackupProblem, BackupStatus, Superseded } from '../../shared/contract/backup.ts'
import { keepSuperseded, readSuperseded } from './choice.ts'
import type { Backup, BackupParts } from './backup.ts'
import type { BackupChoice } from './choice.ts'
import { compareBackup, knowsEntry } from './comparison.ts'
import type { CopySource } from './copy.ts'
import { isFolder, PlaceCopy } from './copying.ts'
import { pluggedDrives } from './drives.ts'
import { withinPatience } from './patience.ts'
import { findBackupFolder, isSameDrive, overlaps } from './place.ts'
import { failOnPlace, refused } from './problems.ts'
import { RememberedCopies } from './remembered-copies.ts'
import { supersededError } from './superseding.ts'
import { toldWork } from '../work.ts'

const LOOK_AGAIN_MS = 3_000
/** After so long without an answer the place is called silent. */
const SILENT_MS = 10_000

/** Reads what was chosen, and looks at the place before anything is recorded here. */
export async function openBackup(parts: BackupParts): Promise<Backup> {
  const follower = new BackupFollower(parts)
  await follower.begin()
  return follower
}

class BackupFollower implements Backup {
  readonly #parts: BackupParts
  readonly #host: string
  readonly remembered: RememberedCopies
  #copy: PlaceCopy | null = null
  /** What held before the present place was chosen. */
  #before: BackupChoice | null = null
  #superseded: Superseded | null = null
  #problem: BackupProblem | null = null
  #lastAt: string | null = null
  #failingSince: string | null = null
  #working: Promise<void> | null = null
  /** By performance.now(), while the place is being asked. */
  #askedAt: number | null = null
  #isAskedAgain = false
  #stopListening: () => void = () => {}
  #timer: NodeJS.Timeout | undefined

  constructor(parts: BackupParts) {
    this.#parts = parts
    this.#host = parts.host ?? hostname()
    this.remembered = new RememberedCopies({
      ...parts,
      openFile: parts.openFile,
      source: () => (this.#superseded ? null : this.#source()),
    })
  }

  async begin(): Promise<void> {
    const { happenings, lookAgainMs = LOOK_AGAIN_MS } = this.#parts
    await this.readAgain()
    this.#stopListening = happenings.subscribe('fact', () => void this.follow())
    this.#timer = setInterval(() => void this.follow(), lookAgainMs)
    this.#timer.unref()
  }

  async readAgain(): Promise<void> {
    const { handler, folder } = this.#parts
    const choice = await this.remembered.readAgain()
    this.#follows(choice && this.#copyTo(choice))
    const noted = await readSuperseded(folder)
    // restored into this very folder since then
    if (noted && (await knowsEntry(handler.journal, noted))) await this.#remember(null)
    else this.#superseded = noted
    await withinPatience(this.follow())
  }

  superseded(): Superseded | null {
    return this.#superseded
  }

  async status(): Promise<Omit<BackupStatus, 'unknownToHost'>> {
    const { handler, now, folder } = this.#parts
    const choice = this.#copy?.choice ?? null
    const isSilent = this.#askedAt !== null && performance.now() - this.#askedAt > SILENT_MS
    return {
      now: now().toISOString(),
      host: this.#host,
      place: choice?.place ?? null,
      folder: choice?.folder ?? null,
      // a share that hangs would hang here, too
      isSameDrive: choice !== null && !isSilent && (await isSameDrive(choice.folder, folder.path)),
      lastAt: this.#lastAt,
      failingSince: this.#failingSince,
      problem: isSilent ? 'not-answering' : this.#problem,
      isFirstCopy: this.#copy?.isFirst ?? false,
      behind: this.#copy ? handler.journal.head.seq - this.#copy.entries : 0,
      // a damaged journal is behind the backup because it is damaged: that is said and decided where the damage is shown
      superseded: handler.journal.damage ? null : this.#superseded,
      drives: await pluggedDrives(),
    }
  }

  async choose(place: string): Promise<void> {
    await this.#working
    const { folder, handler } = this.#parts
    if (this.#superseded) throw supersededError(this.#superseded)
    if (!(await isFolder(place))) throw refused('missing')
    const target = await findBackupFolder(place).catch(failOnPlace)
    if (await overlaps(target.path, folder.path)) throw refused('inside-data-folder')
    const finding = await compareBackup(target, handler.journal).catch(failOnPlace)
    if (finding.kind === 'foreign' || finding.kind === 'other-ceremony') throw refused(finding.kind)
    if (finding.kind === 'superseded') return this.#meetSuccessor(finding.by)
    const copy = this.#copyTo({ place, folder: target.path })
    await copy.begin().catch(failOnPlace)
    this.#before = this.#copy && { ...this.#copy.choice, id: this.#copy.id }
    await this.remembered.choose({ ...copy.choice, id: copy.id })
    this.#follows(copy)
    void this.follow()
  }

  async stop(): Promise<void> {
    await this.remembered.choose(null)
    this.#follows(null)
  }

  async callOff(): Promise<void> {
    const copy = this.#copy
    if (!copy?.isFirst) return
    // told while it still can be: what was left off knows no more where it was
    const { id } = copy
    copy.leaveOff()
    await withinPatience(this.#working ?? Promise.resolve())
    // the last file was under way: it is complete, and a complete copy is nobody's to remove
    if (!copy.isFirst || this.#copy !== copy) return
    await this.remembered.choose(this.#before)
    if (id) await this.remembered.forget(id)
    this.#follows(this.#before && this.#copyTo(this.#before))
    await withinPatience(copy.remove().catch(() => {}))
    void this.follow()
  }

  async forgetTakeover(): Promise<void> {
    await this.stop()
    await this.#remember(null)
  }

  async standStill(work: () => Promise<void>): Promise<void> {
    this.#follows(null)
    await withinPatience(this.#working ?? Promise.resolve())
    await withinPatience(this.remembered.attend())
    await work()
  }

  follow(): Promise<void> {
    void this.remembered.attend()
    if (this.#working) this.#isAskedAgain = true
    this.#working ??= this.#work().finally(() => {
      this.#working = this.#askedAt = null
    })
    return this.#working
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    this.#stopListening()
    await withinPatience(this.follow())
    await withinPatience(this.remembered.attend())
    await this.remembered.noteHowFar()
  }

  /** One copying at a time; what comes meanwhile makes one more. */
  async #work(): Promise<void> {
    do {
      this.#isAskedAgain = false
      const copy = this.#copy
      if (!copy || this.#superseded) return
      this.#askedAt = performance.now()
      const { problem, successor } = await copy.once()
      if (copy.isLeftOff) return
      if (this.#copy !== copy) continue
      this.#note(problem)
      if (problem === null) await this.#noteSeen(copy).catch(() => {})
      if (successor) await this.#meetSuccessor(successor).catch(() => {})
    } while (this.#isAskedAgain && this.#problem === null)
  }

  #noteSeen({ choice, id, entries }: PlaceCopy): Promise<void> {
    return this.remembered.noteSeen({ ...choice, id, entries, lastAt: this.#lastAt ?? undefined })
  }

  /** From here on nothing is recorded on this computer, also after a restart, until somebody says so in words. */
  async #meetSuccessor(by: Superseded): Promise<void> {
    if (this.#parts.handler.state.takeover.overruled?.head === by.head) throw refused('diverged')
    await this.#remember(by)
  }

  async #remember(superseded: Superseded | null): Promise<void> {
    this.#superseded = superseded
    await keepSuperseded(this.#parts.folder, superseded)
  }

  #follows(copy: PlaceCopy | null): void {
    this.#copy = copy
    this.#lastAt = this.#failingSince = this.#problem = null
  }

  #copyTo(choice: BackupChoice): PlaceCopy {
    const { openFile, happenings } = this.#parts
    const report = () => toldWork({ happenings, kind: 'backup', station: null }).report
    return new PlaceCopy({ choice, source: () => this.#source(), openFile, report })
  }

  #source(): CopySource {
    const { handler, blobs, folder, now } = this.#parts
    const isProtected = folder.files.key !== null
    // the label lies there in clear
    const title = isProtected ? '' : (handler.state.ceremony?.title ?? '')
    return {
      journal: handler.journal,
      blobs,
      dataDir: folder.path,
      keys: folder.keys,
      isProtected,
      host: this.#host,
      title,
      deletedBlobs: handler.state.redactions.blobs,
      now,
    }
  }

  #note(problem: BackupProblem | null): void {
    const at = this.#parts.now().toISOString()
    if (this.#problem !== problem) this.#parts.log('backup', { what: problem ?? 'complete' })
    if (this.#problem === null && problem !== null) void this.remembered.noteHowFar()
    this.#problem = problem
    if (problem === null) this.#lastAt = at
    this.#failingSince = problem === null ? null : (this.#failingSince ?? this.#lastAt ?? at)
  }
}

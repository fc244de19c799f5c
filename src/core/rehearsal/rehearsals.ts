/** Begins and ends rehearsals: a second core on a copy, which serves all stations until it is over. */
import { randomUUID } from 'node:crypto'
import type { RehearsalResult } from '../../shared/contract/rehearsal.ts'
import { HOST_STATION } from '../../shared/domain/ids.ts'
import type { StationId } from '../../shared/domain/ids.ts'
import { rehearsalIdSchema, requireRehearsable } from '../../shared/domain/evening/rehearsal.ts'
import type { RehearsalId } from '../../shared/domain/evening/rehearsal.ts'
import { MappeError } from '../../shared/errors.ts'
import { supersededError } from '../backup/superseding.ts'
import type { Core, Turned } from '../host-face.ts'
import type { CoreParts } from '../core-parts.ts'
import { newCommandId } from '../core-parts.ts'
import type { DataFolder } from '../folder/data-folder.ts'
import { makeCopy, removeCopy } from './copy.ts'
import { inEvening, inRehearsal } from './rehearsing.ts'
import type { Rehearsing } from './rehearsing.ts'
import { keepResult, resultOf } from './result.ts'

export type Rehearsals = {
  /** The core of the rehearsal; null while there is none. */
  core: () => Core | null
  /** How the evening's own core knows of rehearsing. */
  ofEvening: Rehearsing
  onTurned: (listener: (turned: Turned) => void) => () => void
  /** Throws what is under way away, without a result. */
  close: () => Promise<void>
}

export type RehearsalsOptions = {
  /** The evening's parts, once there are any. */
  parts: () => CoreParts
  /** Opens a core on the copy. */
  open: (copy: DataFolder, rehearsing: Rehearsing) => Promise<Core>
  /** A copy was found at the start and removed. */
  wasCutShort: boolean
}

/** So long the connection over which a rehearsal was begun or ended stays for the answer. */
const ANSWERING_MS = 50

export function createRehearsals({ parts, open, wasCutShort }: RehearsalsOptions): Rehearsals {
  let current: Core | null = null
  let isChanging = false
  const listeners = new Set<(turned: Turned) => void>()

  const tell = (except: StationId | null) => listeners.forEach((listener) => listener({ except }))

  /** `work` is done before `by` is answered; whatever becomes of it, everybody turns. */
  async function turn(by: StationId, work: () => Promise<void> = async () => {}): Promise<void> {
    tell(by)
    await work().finally(() => setTimeout(tell, ANSWERING_MS, null).unref())
  }

  /** A second click must not begin a second copy. */
  async function alone<T>(change: () => Promise<T>): Promise<T> {
    if (isChanging) throw new MappeError('NOT_ALLOWED_NOW', { reason: 'rehearsal-changing' })
    isChanging = true
    return change().finally(() => (isChanging = false))
  }

  async function begin(by: StationId): Promise<RehearsalId> {
    const evening = parts()
    requirePossible(evening)
    const { handler, folder, blobs, options } = evening
    const id = rehearsalIdSchema.parse(randomUUID())
    const copy = await makeCopy({ folder, blobs, journal: handler.journal }, options.now)
    try {
      current = await openCopy(copy, id)
    } catch (error) {
      await removeCopy(folder)
      throw error
    }
    current.parts.network = evening.network
    current.announce(evening.addresses, evening.ownAddress)
    current.parts.screenLock.letIn(by)
    options.log('rehearsal-began')
    await turn(by)
    return id
  }

  /** Closes the copy where it cannot be opened. */
  async function openCopy(copy: DataFolder, id: RehearsalId): Promise<Core> {
    const rehearsing = inRehearsal(id, end)
    const core = await open(copy, rehearsing).catch(async (error: unknown) => {
      await copy.close()
      throw error
    })
    try {
      const command = { type: 'begin-rehearsal' as const, payload: { rehearsalId: id } }
      await core.parts.run(command, { commandId: newCommandId(), station: HOST_STATION })
      core.parts.happenings.subscribe('fact', rehearsing.see)
      return core
    } catch (error) {
      await core.close()
      throw error
    }
  }

  const end = (by: StationId) => alone(() => finish(by))

  async function finish(by: StationId): Promise<RehearsalResult> {
    const core = current
    const status = await core?.parts.rehearsing.status(core.parts)
    if (!core || !status?.current) throw new MappeError('NOT_ALLOWED_NOW', { reason: 'no-rehearsal' })
    const { folder, options, screenLock, happenings } = parts()
    const { began, checks } = status.current
    const result = resultOf(checks, began, options.now().toISOString())
    current = null
    screenLock.letIn(by)
    await turn(by, () => keepResult(folder, result).finally(() => throwAway(core)))
    // who was quicker to turn back has been told of an earlier one
    happenings.publish('rehearsal', null)
    options.log('rehearsal-ended')
    return result
  }

  async function throwAway(core: Core): Promise<void> {
    await core.close().catch((error: unknown) => parts().options.log('not-closed-cleanly', { error }))
    await removeCopy(parts().folder)
  }

  return {
    core: () => current,
    ofEvening: inEvening(
      (by) => alone(() => begin(by)),
      () => current !== null,
      wasCutShort,
    ),
    onTurned: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    close: async () => {
      const core = current
      current = null
      if (core) await throwAway(core)
    },
  }
}

/** @throws MappeError NOT_ALLOWED_NOW { reason }, AGREEMENT_SEALED, JOURNAL_DAMAGED, SUPERSEDED */
function requirePossible({ handler, backup, rehearsing }: CoreParts): void {
  if (rehearsing.isPaused()) throw new MappeError('NOT_ALLOWED_NOW', { reason: 'rehearsal-on' })
  const { damage } = handler.journal
  if (damage) throw new MappeError('JOURNAL_DAMAGED', { entry: damage.entry, reason: damage.reason })
  const successor = backup.superseded()
  if (successor) throw supersededError(successor)
  requireRehearsable(handler.state)
}

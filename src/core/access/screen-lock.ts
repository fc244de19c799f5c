/** The lock on the organizer's pages: held by the host, so that no reload and no other page opens it. */
import { join } from 'node:path'
import { z } from 'zod'
import type { ScreenStatus } from '../../shared/contract/screen.ts'
import type { StationId } from '../../shared/domain/ids.ts'
import { MappeError } from '../../shared/errors.ts'
import type { DataFolder } from '../folder/data-folder.ts'
import { fitsPin, hashPin, pinHashSchema } from './pin-hash.ts'
import { slowedTries } from './slowed-tries.ts'

const FILE = 'organizer-pin.json'
const LOOK_EVERY_MS = 1_000

const keptSchema = z.strictObject({ pin: pinHashSchema, idleMinutes: z.int().positive().nullable() })
type Kept = z.infer<typeof keptSchema>

export type ScreenLock = {
  /** Whether there is a PIN. */
  isSet: () => boolean
  isLocked: (station: StationId) => boolean
  /** Aborted when this station is locked; what it follows ends then. */
  untilLocked: (station: StationId) => AbortSignal
  /** `idleMs`: how long ago its page had its last input. */
  status: (station: StationId, idleMs: number | null) => Omit<ScreenStatus, 'canRecover'>
  lock: (station: StationId) => void
  /** @throws MappeError PIN_WRONG, PIN_LOCKED */
  unlock: (station: StationId, pin: string) => Promise<void>
  /** Takes the PIN away if `fits`. @throws MappeError SECRET_WRONG, PIN_LOCKED */
  recover: (fits: () => Promise<boolean>) => Promise<void>
  /** Null takes the PIN away; whoever chooses one stays in. */
  choosePin: (station: StationId, pin: string | null, idleMinutes: number | null) => Promise<void>
  readAgain: () => Promise<void>
  /** Opens for whoever was in a moment ago, before the host turned to a copy or back. */
  letIn: (station: StationId) => void
  close: () => void
}

type Open = { lastInputAt: number; locked: AbortController }

/** After a start every organizer's page is locked where there is a PIN. */
export async function openScreenLock(
  { path, files }: Pick<DataFolder, 'path' | 'files'>,
  now: () => Date,
): Promise<ScreenLock> {
  const file = join(path, FILE)
  const tries = slowedTries(now)
  const open = new Map<StationId, Open>()
  let kept = await read()

  async function read(): Promise<Kept | null> {
    try {
      return keptSchema.nullable().parse(JSON.parse((await files.read(file)).toString('utf8')))
    } catch {
      return null
    }
  }

  async function keep(next: Kept | null): Promise<void> {
    await files.write(file, Buffer.from(JSON.stringify(next)))
    kept = next
    tries.forget()
  }

  function lock(station: StationId): void {
    const opened = open.get(station)
    open.delete(station)
    opened?.locked.abort()
  }

  function openFor(station: StationId): Open {
    const opened = open.get(station) ?? { lastInputAt: now().getTime(), locked: new AbortController() }
    open.set(station, opened)
    return opened
  }

  function isLocked(station: StationId): boolean {
    if (kept === null) return false
    lockIdle()
    return !open.has(station)
  }

  function lockIdle(): void {
    const minutes = kept?.idleMinutes ?? null
    if (minutes === null) return
    const latest = now().getTime() - minutes * 60_000
    for (const [station, { lastInputAt }] of open) if (lastInputAt <= latest) lock(station)
  }

  const looking = setInterval(lockIdle, LOOK_EVERY_MS)
  looking.unref()
  return {
    isSet: () => kept !== null,
    isLocked,
    untilLocked: (station) => openFor(station).locked.signal,
    status(station, idleMs) {
      if (!isLocked(station) && idleMs !== null) {
        const opened = openFor(station)
        opened.lastInputAt = Math.max(opened.lastInputAt, now().getTime() - idleMs)
      }
      const locked = isLocked(station)
      return { hasPin: kept !== null, isLocked: locked, idleMinutes: kept?.idleMinutes ?? null }
    },
    lock(station) {
      if (kept === null) throw new MappeError('NOT_ALLOWED_NOW', { reason: 'no-pin' })
      lock(station)
    },
    async unlock(station, pin) {
      const right = kept?.pin
      if (!right) return
      if (!(await tries.attempt(() => fitsPin(pin, right)))) throw new MappeError('PIN_WRONG')
      open.delete(station)
      openFor(station)
    },
    async recover(fits) {
      if (!(await tries.attempt(fits))) throw new MappeError('SECRET_WRONG', { reason: 'recovery-key' })
      await keep(null)
    },
    async choosePin(station, pin, idleMinutes) {
      const next = pin === null ? null : { pin: await hashPin(pin), idleMinutes }
      await keep(next)
      for (const other of open.keys()) if (next && other !== station) lock(other)
      openFor(station).lastInputAt = now().getTime()
    },
    letIn(station) {
      openFor(station).lastInputAt = now().getTime()
    },
    async readAgain() {
      kept = await read()
    },
    close: () => clearInterval(looking),
  }
}

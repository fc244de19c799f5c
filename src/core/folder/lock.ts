/**
 * One process at a time in the data folder, and a clear word about who it is.
 *
 * The file `folder.lock` names its holder. A holder that is gone is succeeded: the successor of the lock with nonce N is whoever first
 * creates `folder.lock.after-N`, which only one can; it then takes the place of `folder.lock`. Nobody ever removes a lock because it
 * looked stale a moment ago, so two who come at once cannot remove each other's.
 */
import { randomUUID } from 'node:crypto'
import { link, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'
import { MappeError } from '../../shared/errors.ts'
import { errnoOf, toDiskFault } from './disk-fault.ts'
import { PRIVATE_FILE, writeFully } from './durable-file.ts'
import { readProcessStart } from './process-identity.ts'

export interface FolderLock {
  release(): Promise<void>
}

export type LockOptions = {
  now: () => Date
  /** name of this computer */
  host?: string
}

const holderSchema = z.object({
  nonce: z.uuid(),
  pid: z.int(),
  /** see readProcessStart */
  started: z.string(),
  host: z.string(),
  /** ISO, when the lock was taken */
  since: z.string(),
})
type Holder = z.infer<typeof holderSchema>

/** A lock that a power cut left without content: written as if by a holder that is gone. */
const UNREADABLE: Holder = { nonce: 'unreadable', pid: 0, started: '', host: '', since: '' }

const ATTEMPTS = 20
const READINGS = 5
const READING_PAUSE_MS = 20

/** Throws FOLDER_IN_USE { pid, since, host }, FOLDER_READ_ONLY, DISK_FULL or DISK_FAULT. `file`: the lock's own path. */
export const takeLock = async (
  file: string,
  { now, host = hostname() }: LockOptions,
): Promise<FolderLock> => {
  const self: Holder = {
    nonce: randomUUID(),
    pid: process.pid,
    started: (await readProcessStart(process.pid)) ?? '',
    host,
    since: now().toISOString(),
  }
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      if (await tryToTake(file, self)) return { release: () => release(file, self) }
    }
  } catch (error) {
    throw toDiskFault(error)
  }
  throw inUse(UNREADABLE)
}

/** False when the lock changed hands meanwhile: look again. */
const tryToTake = async (file: string, self: Holder): Promise<boolean> => {
  if (!(await createWhole(file, self)) && !(await succeed(file, self))) return false
  await removeSuccessions(file)
  return true
}

const succeed = async (file: string, self: Holder): Promise<boolean> => {
  const holder = await findHolder(file)
  if (!holder) return false
  if (await isAlive(holder, self.host)) throw inUse(holder)
  const succession = successionOf(file, holder.nonce)
  if (!(await createWhole(succession, self))) return false
  if ((await findHolder(file))?.nonce !== self.nonce) {
    // another successor had already moved to the lock's own place: this one succeeds nobody
    await rm(succession, { force: true })
    return false
  }
  await rename(succession, file)
  return true
}

const successionOf = (file: string, nonce: string): string => `${file}.after-${nonce}`

/** Follows the successions; null when there is no lock. */
const findHolder = async (file: string): Promise<Holder | null> => {
  let holder = await readHolder(file)
  while (holder) {
    const successor = await readHolder(successionOf(file, holder.nonce))
    if (!successor) return holder
    holder = successor
  }
  return null
}

const readHolder = async (file: string): Promise<Holder | null> => {
  for (let reading = 0; reading < READINGS; reading += 1) {
    try {
      return holderSchema.parse(JSON.parse(await readFile(file, 'utf8')))
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return null
      if (errnoOf(error) !== '') throw error
      await setTimeout(READING_PAUSE_MS) // it may be half written where links are not to be had
    }
  }
  return UNREADABLE
}

/** A holder on another computer cannot be asked, so it counts as alive. */
const isAlive = async (holder: Holder, host: string): Promise<boolean> => {
  if (holder === UNREADABLE) return false
  if (holder.host !== host) return true
  const started = await readProcessStart(holder.pid)
  if (started === null) return false
  return started === '' || holder.started === '' || started === holder.started
}

/** Creates `file` with all its content at once; false when it is there already. */
const createWhole = async (file: string, self: Holder): Promise<boolean> => {
  const beside = `${file}.${randomUUID()}.tmp`
  await writeNew(beside, self)
  try {
    await link(beside, file)
    return true
  } catch (error) {
    if (NO_LINKS.has(errnoOf(error))) return await createExclusively(file, self)
    // gone: the holder has tidied up
    if (errnoOf(error) === 'EEXIST' || errnoOf(error) === 'ENOENT') return false
    throw error
  } finally {
    await rm(beside, { force: true })
  }
}

/** What USB sticks (FAT) and some network shares answer to a link. */
const NO_LINKS: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'])

const createExclusively = async (file: string, self: Holder): Promise<boolean> => {
  try {
    await writeNew(file, self)
    return true
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false
    throw error
  }
}

const writeNew = async (file: string, self: Holder): Promise<void> => {
  const handle = await open(file, 'wx', PRIVATE_FILE)
  try {
    await writeFully(handle, Buffer.from(JSON.stringify(self)))
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** What earlier takers left when they were interrupted; while the lock is held nobody needs them. */
const removeSuccessions = async (file: string): Promise<void> => {
  for (const name of await readdir(dirname(file))) {
    if (name.startsWith(successionOf(basename(file), '')))
      await rm(join(dirname(file), name), { force: true })
  }
}

const release = async (file: string, self: Holder): Promise<void> => {
  if ((await readHolder(file))?.nonce === self.nonce) await rm(file, { force: true })
}

const inUse = ({ pid, since, host }: Holder): MappeError =>
  new MappeError('FOLDER_IN_USE', { pid, since, host })

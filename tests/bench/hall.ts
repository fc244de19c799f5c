/** The process of `hall-host.ts`, as the bench sees it. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { PartnerId, StationId } from '../../src/shared/domain/ids.ts'
import type { Role } from '../../src/shared/domain/station.ts'

export type HallStation = { role: Role; stationId: StationId; token: string }

export type Hall = {
  url: string
  stations: HallStation[]
  /** Partners whose turn it is, one per tablet from the first on. */
  called: PartnerId[]
  /** Resident memory of the host's process, bytes. */
  memory: () => Promise<number>
  /** The same of the process that has just taken in the guests and the agreement. */
  memoryAfterIntake: number
  close: () => Promise<void>
}

const SCRIPT = fileURLToPath(new URL('./hall-host.ts', import.meta.url))
const PAGES = fileURLToPath(new URL('../../out/renderer', import.meta.url))

export async function openHall(): Promise<Hall> {
  const folder = await mkdtemp(join(tmpdir(), 'mappe-bench-'))
  const start = () =>
    fork(SCRIPT, [join(folder, 'data'), PAGES], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const preparing = start()
  const [memoryAfterIntake] = (await once(preparing, 'message')) as [number]
  await once(preparing, 'exit')
  const child = start()
  const failed = once(child, 'exit').then(() => Promise.reject(new Error('the host did not start')))
  const [opened] = (await Promise.race([once(child, 'message'), failed])) as [
    Pick<Hall, 'url' | 'stations' | 'called'>,
  ]
  failed.catch(() => {})
  return {
    ...opened,
    memoryAfterIntake,
    memory: async () => {
      child.send('memory')
      const [bytes] = (await once(child, 'message')) as [number]
      return bytes
    },
    close: async () => {
      child.kill('SIGKILL')
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** Plays the same short evening once for every call to the disk, and lets just that call fail. */
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openCore } from '../../src/core/core.ts'
import type { Core } from '../../src/core/core.ts'
import { openPartners } from '../../src/shared/domain/signing/turn.ts'
import { LIST_WORKER, PDF_WORKER, RESOURCES } from '../fixtures/host-paths.ts'
import { perform, signatureOf } from './acts.ts'
import type { Act } from './acts.ts'
import { failingDisk } from './failing-disk.ts'
import type { Strike } from './failing-disk.ts'

export type FaultReport = {
  /** Calls to the disk in one evening without a fault. */
  calls: number
  faults: number
  acknowledged: number
  refused: number
  lost: string[]
  doubled: string[]
  /** Folders that would not open afterwards, or sealed files that are not whole. */
  damaged: string[]
  /** Refusals that gave no plain reason. */
  unclear: string[]
}

/** Every `step`-th call fails, once with ENOSPC and once with EIO, beginning with call `first`. */
export async function failDisks({ step = 1, first = 1 } = {}): Promise<FaultReport> {
  const report: FaultReport = {
    calls: 0,
    faults: 0,
    acknowledged: 0,
    refused: 0,
    lost: [],
    doubled: [],
    damaged: [],
    unclear: [],
  }
  report.calls = await playWith(null, report)
  for (let at = first; at <= report.calls; at += step)
    for (const code of ['ENOSPC', 'EIO'] as const) {
      await playWith({ at, code }, report)
      report.faults += 1
    }
  return report
}

/** Gives the number of calls. */
async function playWith(strike: Strike | null, report: FaultReport): Promise<number> {
  const place = await mkdtemp(join(tmpdir(), 'mappe-faults-'))
  const dataDir = join(place, 'data')
  const when = strike ? `${strike.code} at call ${strike.at}` : 'without a fault'
  const disk = failingDisk(dataDir, strike)
  const acknowledged = await play(dataDir, report, when).finally(disk.heal)
  report.acknowledged += acknowledged.size
  try {
    await look(dataDir, acknowledged, report, when)
  } catch (error) {
    report.damaged.push(`${when}: ${String(error)}`)
  }
  await rm(place, { recursive: true, force: true })
  return disk.calls()
}

const open = (dataDir: string): Promise<Core> =>
  openCore({
    dataDir,
    resourcesDir: RESOURCES,
    pdfWorkerUrl: PDF_WORKER,
    listWorkerUrl: LIST_WORKER,
    version: '0.0.0-test',
  })

/** A person whose program would not start starts it again. */
const openTwice = (dataDir: string): Promise<Core> => open(dataDir).catch(() => open(dataDir))

/** Whoever is refused tries once more, as a person would, and then goes on with something else. */
async function play(dataDir: string, report: FaultReport, when: string): Promise<Set<string>> {
  const core = await openTwice(dataDir)
  const acknowledged = new Set<string>()
  for (const next of STEPS)
    for (const act of next(core)) {
      const isDone = (await attempt(core, act, report, when)) || (await attempt(core, act, report, when))
      if (isDone) acknowledged.add(act.input.commandId)
    }
  await core.close().catch((error: unknown) => void report.unclear.push(`${when}: closing: ${String(error)}`))
  return acknowledged
}

async function attempt(core: Core, act: Act, report: FaultReport, when: string): Promise<boolean> {
  try {
    await perform(core, act)
    return true
  } catch (error) {
    report.refused += 1
    if (codeOf(error) === 'UNEXPECTED') report.unclear.push(`${when}: ${act.procedure}: ${String(error)}`)
    return false
  }
}

/** What a page would turn into a sentence. */
const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'UNEXPECTED'

const act = (area: string, procedure: string, input: Record<string, unknown> = {}): Act => ({
  area,
  procedure,
  input: { ...input, commandId: randomUUID() },
})

const guests = (core: Core) => Object.keys(core.parts.handler.state.attendees)
const signers = (core: Core) => {
  const { state } = core.parts.handler
  return state.agreement?.status === 'open' ? openPartners(state) : []
}

const STEPS: ((core: Core) => Act[])[] = [
  () => [act('ceremony', 'loadSample')],
  (core) =>
    guests(core)
      .slice(0, 3)
      .map((attendeeId) => act('checkIn', 'checkIn', { attendeeId })),
  (core) =>
    guests(core)
      .slice(0, 1)
      .map((attendeeId) => act('checkIn', 'undo', { attendeeId, reason: 'Verwechslung' })),
  () => [act('agreement', 'open')],
  (core) =>
    signers(core)
      .slice(0, 2)
      .flatMap(({ id: partnerId }) => [
        act('signing', 'call', { partnerId }),
        act('signing', 'give', { partnerId, signature: signatureOf(() => 0.5) }),
      ]),
  (core) => signers(core).map(({ id: partnerId }) => act('signing', 'leaveToPaper', { partnerId })),
  () => [act('agreement', 'seal')],
  (core) =>
    guests(core)
      .slice(5, 7)
      .map((attendeeId) => act('checkIn', 'checkIn', { attendeeId })),
]

async function look(
  dataDir: string,
  acknowledged: Set<string>,
  report: FaultReport,
  when: string,
): Promise<void> {
  const core = await open(dataDir)
  const { state, journal } = core.parts.handler
  const found = new Map<string, { there: number; wanted: number }>()
  for (const { commandId, parts } of await journal.entriesSince(0))
    found.set(commandId, { there: (found.get(commandId)?.there ?? 0) + 1, wanted: parts })
  for (const id of acknowledged) if (!found.has(id)) report.lost.push(`${when}: ${id}`)
  for (const [id, { there, wanted }] of found)
    if (there !== wanted) report.doubled.push(`${when}: ${id}, ${there} of ${wanted} entries`)
  if (!(await journal.verify()).ok) report.damaged.push(`${when}: the chain does not hold`)
  const seal = state.agreement?.seal
  if (seal && !(await core.parts.blobs.hasBlob(seal.sha256 as never)))
    report.damaged.push(`${when}: the sealed file is not whole`)
  await core.close()
}

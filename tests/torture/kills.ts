/** Kills a host in the middle of an evening, again and again, and looks at what is left. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openBlobs } from '../../src/core/folder/blobs.ts'
import { openDataFolder, type DataFolder } from '../../src/core/folder/data-folder.ts'
import { openFileStorage } from '../../src/core/journal/file-storage.ts'
import type { Journal } from '../../src/core/journal/journal.ts'
import { readSnapshot } from '../../src/core/journal/snapshot.ts'
import { openLedger } from '../../src/core/folder/ledger-opening.ts'
import { entrySeal, openProtected } from '../../src/core/protection/opening.ts'
import type { State } from '../../src/shared/domain/state.ts'
import { below, randomFrom } from '../fixtures/random.ts'
import type { Act } from './acts.ts'
import { EVENING_KEY } from './evening-key.ts'

const HOST = fileURLToPath(new URL('ceremony-host.ts', import.meta.url))
/** After so many kills the next evening begins. */
const KILLS_AN_EVENING = 25
/** From this host of an evening on it is protected: its predecessors leave it in clear, and some die while it is being sealed. */
const FIRST_PROTECTED = 9
const LONGEST_LIFE_MS = 600

export type KillReport = {
  kills: number
  acknowledged: number
  /** How often a sealed agreement was found whole. */
  sealed: number
  /** How often the evening was found protected. */
  protected: number
  /** Acknowledged commands that are not in the journal. */
  lost: string[]
  /** Commands that are there twice or in part. */
  doubled: string[]
  /** Journals that would not open, or whose chain does not hold. */
  damaged: string[]
  /** Files named by the state that are not there or not whole. */
  missingFiles: string[]
}

export const emptyReport = (): KillReport => ({
  kills: 0,
  acknowledged: 0,
  sealed: 0,
  protected: 0,
  lost: [],
  doubled: [],
  damaged: [],
  missingFiles: [],
})

export const nothingKnown = (): Known => ({
  acknowledged: new Set(),
  unanswered: new Map(),
  isSealed: false,
  isProtected: false,
})

export type Known = {
  acknowledged: Set<string>
  /** Acts of which nobody heard the end. */
  unanswered: Map<string, Act>
  isSealed: boolean
  /** The next host protects the evening, if none before has. */
  isProtected: boolean
}

/** `kills` deaths over several evenings. The seed gives the acts; when exactly a host dies is up to the machine. */
export async function killHosts(kills: number, seed: number): Promise<KillReport> {
  const report = emptyReport()
  while (report.kills < kills) {
    const rounds = Math.min(KILLS_AN_EVENING, kills - report.kills)
    await playEvening(report, rounds, seed + report.kills)
  }
  return report
}

async function playEvening(report: KillReport, rounds: number, seed: number): Promise<void> {
  const place = await mkdtemp(join(tmpdir(), 'mappe-torture-'))
  const random = randomFrom(seed)
  const known = nothingKnown()
  for (let round = 1; round <= rounds; round += 1) {
    known.isProtected = round >= FIRST_PROTECTED
    await runAndKill(place, seed * 1000 + round, known, random)
    report.kills += 1
    await look(place, known, report, `seed ${seed}, kill ${round}`)
  }
  report.acknowledged += known.acknowledged.size
  await rm(place, { recursive: true, force: true })
}

/** Now and then it dies while it is still opening. */
async function runAndKill(place: string, seed: number, known: Known, random: () => number): Promise<void> {
  const host = await startHost(place, place, seed, known)
  const life = below(random, LONGEST_LIFE_MS)
  const diesYoung = random() < 0.1
  const kill = () => setTimeout(() => host.kill('SIGKILL'), life)
  if (diesYoung) kill()
  let heard = ''
  host.stdout.setEncoding('utf8').on('data', (text: string) => {
    const before = heard
    heard += text
    if (!diesYoung && isUnderWay(heard) && !isUnderWay(before)) kill()
  })
  await once(host, 'close')
  heard
    .split('\n')
    .slice(0, -1)
    .forEach((line) => note(line, known))
}

/** The evening lies in `place`/data; what it has to begin with is written beside it, or elsewhere. */
export async function startHost(place: string, beside: string, seed: number, known: Known) {
  const file = join(beside, 'unanswered')
  await writeFile(file, [...known.unanswered.values()].map((act) => JSON.stringify(act)).join('\n'))
  const wanted = known.isProtected ? ['protected'] : []
  return spawn(process.execPath, [HOST, join(place, 'data'), String(seed), file, ...wanted], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

/** The evening has begun: something was answered. */
export const isUnderWay = (heard: string) => /^(done|nothing|refused) /m.test(heard)

/** Takes in one line that a host printed. */
export function note(line: string, known: Known): void {
  const at = line.indexOf(' ')
  const [word, rest] = [line.slice(0, at), line.slice(at + 1)]
  if (word === 'try') {
    const act = JSON.parse(rest) as Act
    known.unanswered.set(act.input.commandId, act)
    return
  }
  const act = known.unanswered.get(rest)
  known.unanswered.delete(rest)
  if (word !== 'done' || act?.area === 'documents') return // a paper that was made leaves no fact
  // whoever comes second to the seal gets the same file and leaves no fact
  if (act?.procedure === 'seal') known.isSealed = true
  else known.acknowledged.add(rest)
}

/** Looks at a copy, so that the next host finds everything as the dead one left it. */
export async function look(place: string, known: Known, report: KillReport, when: string): Promise<void> {
  const copy = join(place, 'copy')
  try {
    if (!existsSync(join(place, 'data'))) return
    await cp(join(place, 'data'), copy, { recursive: true })
    await rm(join(copy, 'folder.lock'), { recursive: true, force: true })
    await examine(copy, known, report, when)
  } catch (error) {
    report.damaged.push(`${when}: ${String(error)}`)
  } finally {
    await rm(copy, { recursive: true, force: true })
  }
}

async function examine(copy: string, known: Known, report: KillReport, when: string): Promise<void> {
  const folder = await openDataFolder(copy)
  await openProtected(folder, { secret: EVENING_KEY })
  if (folder.files.key) report.protected += 1
  const { journal, state, notices } = await openLedger(
    () => openFileStorage(folder.journal),
    await readSnapshot(folder.snapshot, folder.files),
    await entrySeal(folder),
  )
  if (notices.includes('journal-damaged') || !(await journal.verify()).ok)
    report.damaged.push(`${when}: the chain does not hold`)
  await countCommands(journal, known, report, when)
  if (known.isSealed && !state.agreement?.seal) report.lost.push(`${when}: the seal`)
  await checkFiles(state, folder, report, when)
  await journal.close()
  await folder.close()
}

async function countCommands(
  journal: Journal,
  { acknowledged }: Known,
  report: KillReport,
  when: string,
): Promise<void> {
  const found = new Map<string, { there: number; wanted: number }>()
  for (const { commandId, parts } of await journal.entriesSince(0))
    found.set(commandId, { there: (found.get(commandId)?.there ?? 0) + 1, wanted: parts })
  for (const id of acknowledged) if (!found.has(id)) report.lost.push(`${when}: ${id}`)
  for (const [id, { there, wanted }] of found)
    if (there !== wanted) report.doubled.push(`${when}: ${id}, ${there} of ${wanted} entries`)
}

async function checkFiles(state: State, folder: DataFolder, report: KillReport, when: string): Promise<void> {
  const blobs = await openBlobs(folder.blobs, folder.files)
  const inks = Object.values(state.signing).flatMap((turn) =>
    turn.status === 'signed' ? [turn.signature.ink] : [],
  )
  const { agreement } = state
  const wanted = [...inks, agreement?.sha256, agreement?.seal?.sha256].filter(
    (sha256) => sha256 !== undefined,
  )
  for (const sha256 of wanted)
    if (!(await blobs.hasBlob(sha256))) report.missingFiles.push(`${when}: ${sha256}`)
  if (agreement?.seal) report.sealed += 1
}

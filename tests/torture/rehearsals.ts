/** Kills a host in the midst of rehearsing, again and again: the evening itself is as it was acknowledged, and nothing of the play is left. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createRouterClient } from '@orpc/server'
import { openCore } from '../../src/core/core.ts'
import { isSealed } from '../../src/core/folder/folder-files.ts'
import { linesOf, openedLine } from '../../src/core/journal/entry-seal.ts'
import { findInFolder } from '../fixtures/byte-search.ts'
import { LIST_WORKER, PDF_WORKER, RESOURCES } from '../fixtures/host-paths.ts'
import { below, randomFrom } from '../fixtures/random.ts'
import { EVENING_KEY } from './evening-key.ts'
import { emptyReport, look, note, nothingKnown } from './kills.ts'
import type { KillReport, Known } from './kills.ts'

const HOST = fileURLToPath(new URL('rehearsing-host.ts', import.meta.url))
/** Comes in only while it is rehearsed, and stands nowhere else. */
export const REHEARSED_NAME = 'Probeschauspielerin-Zwq'
const KILLS_AN_EVENING = 12
const FIRST_PROTECTED = 7
/** When a host dies: so long (ms, at most) after it says this word for the first time. */
const MOMENTS = [
  { after: 'begin', within: 60 },
  { after: 'began', within: 500 },
  { after: 'end', within: 60 },
] as const

export type RehearsalReport = KillReport & {
  /** How often a copy was left by the dead host. */
  copies: number
  /** What of a rehearsal came into the evening, or was left in a file after the next opening. */
  leaked: string[]
}

/** `kills` deaths over several evenings, the second half of each encrypted. */
export async function killRehearsals(kills: number, seed: number): Promise<RehearsalReport> {
  const report: RehearsalReport = { ...emptyReport(), copies: 0, leaked: [] }
  while (report.kills < kills)
    await playEvening(report, Math.min(KILLS_AN_EVENING, kills - report.kills), seed + report.kills)
  return report
}

async function playEvening(report: RehearsalReport, rounds: number, seed: number): Promise<void> {
  const place = await mkdtemp(join(tmpdir(), 'mappe-rehearsals-'))
  const random = randomFrom(seed)
  const known = nothingKnown()
  const played = new Set<string>()
  for (let round = 1; round <= rounds; round += 1) {
    const when = `seed ${seed}, kill ${round}`
    const { after, within } = MOMENTS[round % MOMENTS.length]!
    const wanted = round >= Math.min(FIRST_PROTECTED, rounds) ? ['protected'] : []
    const args = [HOST, join(place, 'data'), String(seed * 1000 + round), ...wanted]
    await runAndKill(args, { after, life: below(random, within) }, known, played)
    report.kills += 1
    await look(place, known, report, when)
    await openAnew(place, played, report, when).catch(
      (error: unknown) => void report.damaged.push(`${when}: ${String(error)}`),
    )
  }
  report.acknowledged += known.acknowledged.size
  await rm(place, { recursive: true, force: true })
}

type Death = { after: string; life: number }

async function runAndKill(args: string[], death: Death, known: Known, played: Set<string>): Promise<void> {
  const host = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  let heard = ''
  let isDying = false
  host.stdout.setEncoding('utf8').on('data', (text: string) => {
    heard += text
    if (isDying || !heard.includes(`\n${death.after}\n`)) return
    isDying = true
    setTimeout(() => host.kill('SIGKILL'), death.life)
  })
  await once(host, 'close')
  for (const line of heard.split('\n').slice(0, -1)) {
    if (/^(try|done|nothing|refused) /.test(line)) note(line, known)
    if (line.startsWith('play ')) played.add(line.slice('play '.length))
  }
}

/** As a person does who starts the program again; on a copy, so that the next host finds what the dead one left. */
async function openAnew(
  place: string,
  played: ReadonlySet<string>,
  report: RehearsalReport,
  when: string,
): Promise<void> {
  const copy = join(place, 'anew')
  await cp(join(place, 'data'), copy, { recursive: true })
  await rm(join(copy, 'folder.lock'), { recursive: true, force: true })
  const wasLeft = existsSync(join(copy, 'rehearsal'))
  if (wasLeft) report.copies += 1
  const core = await openCore({
    dataDir: copy,
    resourcesDir: RESOURCES,
    pdfWorkerUrl: PDF_WORKER,
    listWorkerUrl: LIST_WORKER,
    version: '0.0.0-test',
    access: { secret: EVENING_KEY },
  })
  try {
    const { handler, folder } = core.parts
    const organizer = createRouterClient(core.router, { context: { caller: core.hostCaller } })
    if (wasLeft !== (await organizer.host.status()).notices.includes('rehearsal-removed'))
      report.damaged.push(`${when}: ${wasLeft ? 'a copy was removed without a word' : 'told of a copy'}`)
    if (handler.state.rehearsal !== null)
      report.leaked.push(`${when}: the evening takes itself for a rehearsal`)
    for (const { commandId } of await handler.journal.entriesSince(0))
      if (played.has(commandId)) report.leaked.push(`${when}: ${commandId}`)
    await core.parts.renewSnapshot()
    const { key } = folder.files
    const found = await findInFolder(copy, [REHEARSED_NAME], (file, bytes) => {
      if (key && file.endsWith('journal.jsonl'))
        return Buffer.concat(Array.from(linesOf(bytes), (line) => openedLine(line, key)))
      return isSealed(bytes) ? folder.files.opened(file, bytes) : bytes
    })
    report.leaked.push(...found.map(({ file, as }) => `${when}: ${file}, ${as}`))
    if (existsSync(join(copy, 'rehearsal'))) report.leaked.push(`${when}: the copy is still there`)
  } finally {
    await core.close()
    await rm(copy, { recursive: true, force: true })
  }
}

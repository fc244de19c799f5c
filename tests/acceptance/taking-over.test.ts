/** The host dies in the middle of the evening: another computer goes on from the stick, and the old one notices when it comes back. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { newCommandId } from '../../src/core/core-parts.ts'
import { auditReport } from '../../src/core/sealing/audit-report.ts'
import { keptFingerprint } from '../../src/core/agreement/seal/seal-key.ts'
import { restoreBackup } from '../../src/core/backup/restore.ts'
import { openPartners } from '../../src/shared/domain/signing/turn.ts'
import {
  eveningWithBackup,
  hostCalled,
  isSameJournal,
  nextGuest,
  onStick,
  organizerOf,
  stick,
} from '../fixtures/backups.ts'
import { mappe, mappeJson } from '../fixtures/cli.ts'
import { pairedStation, portClient } from '../fixtures/running-core.ts'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'

const HOST = fileURLToPath(new URL('../fixtures/backup-host.ts', import.meta.url))
const RESTORING_AT_MOST_MS = 60_000

/** Runs a real host until it has answered so many times after the first signature, and then pulls its plug. */
async function killedHost(place: string, answers = 40): Promise<string> {
  const dataDir = join(await temporaryFolder(), 'data')
  const host = spawn(process.execPath, [HOST, dataDir, place], { stdio: ['ignore', 'pipe', 'inherit'] })
  let printed = ''
  host.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text
    if (printed.split('\n').length > answers) host.kill('SIGKILL')
  })
  const [, signal]: unknown[] = await once(host, 'close')
  expect(signal).toBe('SIGKILL')
  expect(printed).toMatch(/^signed/)
  return dataDir
}

/** Goes on from the stick in a folder of its own. */
async function restoredFrom(place: string, host = 'RECHNER-2') {
  const dataDir = join(await temporaryFolder(), 'new')
  const restored = await restoreBackup({ from: place, dataDir, host })
  return { dataDir, restored }
}

describe('a host that is killed in the middle of the evening', () => {
  it('is followed within a minute by another computer, where the agreement is sealed', async () => {
    const place = await stick()
    const oldDir = await killedHost(place)
    const dataDir = join(await temporaryFolder(), 'new')
    const start = performance.now()
    const { code, json } = await mappeJson<{ entries: number; missingFiles: string[] }>(
      'restore',
      '--from',
      place,
      '--data',
      dataDir,
    )
    expect(performance.now() - start).toBeLessThan(RESTORING_AT_MOST_MS)
    expect(code).toBe(0)
    expect(json.missingFiles).toEqual([])

    const core = await hostCalled('RECHNER-2', dataDir)
    const { state } = core.parts.handler
    expect(core.parts.handler.opened.notices).not.toContain('journal-damaged')
    const old = await readFile(join(oldDir, 'journal.jsonl'), 'utf8')
    const own = (await readFile(core.parts.folder.journal, 'utf8')).split('\n').slice(0, json.entries)
    expect(old.startsWith(own.join('\n'))).toBe(true)
    expect(Object.values(state.signing).filter(({ status }) => status === 'signed')).toHaveLength(1)
    expect(state.takeover.last).toMatchObject({ host: 'RECHNER-1' })

    const organizer = organizerOf(core)
    for (const { id: partnerId } of openPartners(state))
      await organizer.signing.leaveToPaper({ partnerId, commandId: newCommandId() })
    const { events } = await auditReport(core.parts)
    expect(events.find(({ kind }) => kind === 'taken-over')?.organisation).toMatch(/, zuvor RECHNER-1$/)
    await organizer.agreement.seal({ commandId: newCommandId() })
    const { file } = await organizer.documents.make({ kind: 'sealed-agreement' })
    const sealed = join(await temporaryFolder(), 'sealed.pdf')
    await writeFile(sealed, new Uint8Array(await file.arrayBuffer()))
    const verified = await mappeJson<{ seals: { certificateFingerprint: string }[] }>('verify', sealed)
    expect(verified.code).toBe(0)
    expect(verified.json.seals[0]?.certificateFingerprint).toBe(await keptFingerprint(join(oldDir, 'keys')))
  })
})

describe('the computer that goes on', () => {
  it('keeps the same stick up to date', async () => {
    const { core, place } = await eveningWithBackup()
    await core.close()
    const { dataDir } = await restoredFrom(place)
    const next = await hostCalled('RECHNER-2', dataDir)
    await nextGuest(next)
    await next.parts.backup.follow()
    expect(await next.parts.backup.status()).toMatchObject({ place, problem: null, superseded: null })
    expect(await isSameJournal(next, place)).toBe(true)
  })

  it('says which files the stick had lost, and goes on', async () => {
    const { core, place } = await eveningWithBackup()
    await core.close()
    const [gone = '', changed = ''] = await core.parts.blobs.listBlobs()
    await rm(onStick(place, 'blobs', gone))
    if (changed) await writeFile(onStick(place, 'blobs', changed), 'x')
    const { restored } = await restoredFrom(place)
    expect(restored.missingFiles.toSorted()).toEqual([gone, changed].filter(Boolean).toSorted())
  })

  it('refuses a journal that was cut exactly between two entries', async () => {
    const { core, place } = await eveningWithBackup()
    await core.close()
    const lines = (await readFile(onStick(place, 'journal.jsonl'), 'utf8')).split('\n')
    const kept = lines.slice(0, 1).join('\n').length + 1
    await truncate(onStick(place, 'journal.jsonl'), kept)
    const dataDir = join(await temporaryFolder(), 'new')
    const { code, stderr } = await mappe('restore', '--from', place, '--data', dataDir)
    expect(code).toBe(1)
    expect(stderr).toContain('Journal')
    await expect(readFile(join(dataDir, 'journal.jsonl'))).rejects.toThrow('ENOENT')
  })

  it('refuses a changed entry by its number', async () => {
    const { core, place } = await eveningWithBackup()
    await core.close()
    const text = await readFile(onStick(place, 'journal.jsonl'), 'utf8')
    await writeFile(onStick(place, 'journal.jsonl'), text.replace('"payload":{', '"payload":{ '))
    await expect(restoredFrom(place)).rejects.toMatchObject({ code: 'JOURNAL_DAMAGED', data: { entry: 1 } })
  })

  it('never goes into a folder in which something lies', async () => {
    const { core, place } = await eveningWithBackup()
    const { code, stderr } = await mappe('restore', '--from', place, '--data', core.parts.folder.path)
    expect(code).toBe(1)
    expect(stderr.trim().split('\n')).toHaveLength(1)
  })

  it('is told when somebody has gone on from this stick before', async () => {
    const { place } = await eveningWithBackup()
    await restoredFrom(place)
    const again = restoredFrom(place, 'RECHNER-3')
    await expect(again).rejects.toMatchObject({
      code: 'BACKUP_UNUSABLE',
      data: { reason: 'taken-over', host: 'RECHNER-2' },
    })
  })

  it('says plainly when there is no backup', async () => {
    const dataDir = join(await temporaryFolder(), 'new')
    const { code, stderr } = await mappe('restore', '--from', await stick(), '--data', dataDir)
    expect(code).toBe(1)
    expect(stderr).toContain('keine Sicherung')
  })
})

describe('the first page of a new computer', () => {
  it('goes on from the stick in its own, still empty folder, and keeps its organizer', async () => {
    const { core, organizer, place } = await eveningWithBackup()
    const { fingerprint } = await core.parts.sealChoice.key({ organisation: 'Kreis', commonName: 'Siegel' })
    await organizer.kiosk.choosePin({ pin: '4711' })
    await core.parts.backup.follow()
    await core.close()
    const next = await hostCalled('RECHNER-2')
    const { token } = await pairedStation(next, 'organizer')
    const restored = await organizerOf(next).backup.restore({ place })
    expect(restored).toMatchObject({ missingFiles: 0, isMarked: true, host: 'RECHNER-1' })
    expect(next.admit(token).caller).toMatchObject({ role: 'organizer' })
    expect(await organizerOf(next).kiosk.status()).toEqual({ isLocked: true })
    expect((await organizerOf(next).agreement.sealKey()).fingerprint).toBe(fingerprint)
    await nextGuest(next)
    await next.parts.backup.follow()
    expect(await isSameJournal(next, place)).toBe(true)
    expect(await next.parts.handler.journal.verify()).toMatchObject({ ok: true })
    const again = await hostCalled('RECHNER-1', core.parts.folder.path)
    await expect(nextGuest(again)).rejects.toMatchObject({ code: 'SUPERSEDED' })
  })

  it('tells a page that only looks on the whole of the other journal, not what its own did not have yet', async () => {
    const { core: old, place } = await eveningWithBackup()
    const persons = Object.values(old.parts.handler.state.attendees).map(({ lastName }) => lastName)
    await old.close()
    const core = await hostCalled('RECHNER-2')
    const { station } = await pairedStation(core, 'organizer', 'Zweite Leitung')
    const second = portClient(core, { station, role: 'organizer' })
    const ended = new AbortController()
    const seen: string[][] = []
    const feed = await second.live.facts({}, { signal: ended.signal })
    const following = (async () => {
      for await (const item of feed)
        if (item.type === 'state')
          seen.push(Object.values(item.state.attendees).map(({ lastName }) => lastName))
    })().catch(() => {})
    await expect.poll(() => seen).toEqual([[]])
    await organizerOf(core).backup.restore({ place })
    await expect.poll(() => seen.at(-1)).toEqual(persons)
    ended.abort()
    await following
  })

  it('refuses where something was entered already, and where there is no backup, and goes on as before', async () => {
    const { core, place, organizer } = await eveningWithBackup()
    await expect(organizer.backup.restore({ place })).rejects.toMatchObject({ code: 'FOLDER_NOT_EMPTY' })
    await nextGuest(core)
    const fresh = await hostCalled('RECHNER-2')
    const restoring = organizerOf(fresh).backup.restore({ place: await stick() })
    await expect(restoring).rejects.toMatchObject({ code: 'BACKUP_UNUSABLE', data: { reason: 'none' } })
    await pairedStation(fresh, 'reception')
  })
})

describe('the old host', () => {
  it('that comes back records nothing more, says who goes on, and still lets its organizer in', async () => {
    const { core, place } = await eveningWithBackup()
    await core.close()
    await restoredFrom(place)
    const back = await hostCalled('RECHNER-1', core.parts.folder.path)
    const before = back.parts.handler.journal.head.seq
    expect((await back.parts.backup.status()).superseded).toMatchObject({
      reason: 'taken-over',
      host: 'RECHNER-2',
    })
    await expect(nextGuest(back)).rejects.toMatchObject({ code: 'SUPERSEDED', data: { host: 'RECHNER-2' } })
    expect(back.parts.handler.journal.head.seq).toBe(before)
    const code = back.inviteOrganizer()
    await expect(organizerOf(back).stations.redeem({ code })).resolves.toMatchObject({ role: 'organizer' })
  })

  it('that still runs notices it as soon as it sees the stick again', async () => {
    const { core, organizer, place } = await eveningWithBackup()
    await restoredFrom(place)
    await core.parts.backup.follow()
    expect((await organizer.backup.status()).superseded).toMatchObject({ host: 'RECHNER-2' })
    await expect(nextGuest(core)).rejects.toMatchObject({ code: 'SUPERSEDED' })
  })

  it('remembers it without the stick', async () => {
    const { core, place } = await eveningWithBackup()
    await restoredFrom(place)
    await core.parts.backup.follow()
    await core.close()
    await rename(place, `${place}-away`)
    const back = await hostCalled('RECHNER-1', core.parts.folder.path)
    await expect(nextGuest(back)).rejects.toMatchObject({ code: 'SUPERSEDED' })
  })

  it('never writes to the stick of the one that goes on', async () => {
    const { core, place } = await eveningWithBackup()
    const { dataDir } = await restoredFrom(place)
    const next = await hostCalled('RECHNER-2', dataDir)
    await nextGuest(next)
    await next.parts.backup.follow()
    await nextGuest(core)
    await core.parts.backup.follow()
    expect(await isSameJournal(next, place)).toBe(true)
  })

  it('goes on nevertheless once somebody says why, which stands in the journal', async () => {
    const { core, organizer, place } = await eveningWithBackup()
    await restoredFrom(place)
    await core.parts.backup.follow()
    const reason = 'RECHNER-2 ist ausgefallen'
    const status = await organizer.backup.goOnHere({ reason, commandId: newCommandId() })
    expect(status).toMatchObject({ superseded: null, place: null })
    await nextGuest(core)
    const facts = await core.parts.handler.factsSince(0)
    expect(facts.find(({ type }) => type === 'takeover-overruled')?.payload).toMatchObject({
      reason,
      host: 'RECHNER-2',
    })
    await expect(organizer.backup.choose({ place })).rejects.toMatchObject({ data: { reason: 'diverged' } })
    await organizer.backup.choose({ place: await stick() })
    await core.parts.backup.follow()
    expect(await organizer.backup.status()).toMatchObject({ superseded: null, behind: 0 })
  })
})

describe('a station that has seen what the host does not know', () => {
  it('tells the organizer so when it connects again', async () => {
    const { core, organizer } = await eveningWithBackup()
    const follows = async (place: { since: number; head: string }) => {
      for await (const item of await organizer.live.facts(place))
        if (item.type === 'caught-up') return item.journal
      throw new Error('the feed ended')
    }
    const { seq, hash } = core.parts.handler.journal.head
    const { entries, head } = await follows({ since: seq, head: hash })
    expect({ entries, head }).toEqual({ entries: seq, head: hash })
    expect((await organizer.backup.status()).unknownToHost).toBeNull()
    await follows({ since: seq + 3, head: 'f'.repeat(64) })
    expect((await organizer.backup.status()).unknownToHost).toMatchObject({ entries: seq + 3 })
  })
})

describe('a journal shorter than its backup', () => {
  it('is noticed on opening, also when it was cut exactly between two entries', async () => {
    const { core, place } = await eveningWithBackup()
    const early = join(await temporaryFolder(), 'early')
    await cp(core.parts.folder.path, early, { recursive: true })
    await nextGuest(core)
    await core.close()
    const data = core.parts.folder.path
    await rm(data, { recursive: true })
    await cp(early, data, { recursive: true, filter: (source) => !source.includes('folder.lock') })
    const back = await hostCalled('RECHNER-1', data)
    expect((await back.parts.backup.status()).superseded).toMatchObject({ reason: 'backup-is-ahead' })
    await expect(nextGuest(back)).rejects.toMatchObject({ code: 'SUPERSEDED' })
    expect(place).toBeTruthy()
  })
})

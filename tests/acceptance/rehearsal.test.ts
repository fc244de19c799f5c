/** The rehearsal: the same program on a copy, of which nothing becomes real and nothing stays. */
import { cp, mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { PDFDocument } from 'pdf-lib'
import { newCommandId } from '../../src/core/core-parts.ts'
import type { Core } from '../../src/core/core.ts'
import { inspectPdf } from '../../src/core/agreement/preflight/preflight.ts'
import { attendeeSchema } from '../../src/shared/domain/registry/registry.ts'
import type { Point } from '../../src/shared/domain/evening/rehearsal-checks.ts'
import { signersOf } from '../../src/shared/domain/signing/agreement.ts'
import { stick } from '../fixtures/backups.ts'
import { findInFolder } from '../fixtures/byte-search.ts'
import { byPassphrase, filesBelow, protect } from '../fixtures/protection.ts'
import { pairedStation, runningCore } from '../fixtures/running-core.ts'
import { as, openedSample, organizerOf, signFor, wordsOnPages } from '../fixtures/rehearsal.ts'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'

const begin = (core: Core) => organizerOf(core).rehearsal.begin()
const end = (core: Core) => organizerOf(core).rehearsal.end()
const stateNow = (core: Core) => core.served().parts.handler.state
const guestsIn = (core: Core) => Object.values(stateNow(core).attendees)

/** Journal and files, byte for byte. */
async function whatLiesIn(core: Core): Promise<Map<string, string>> {
  const files = await filesBelow(core.parts.folder.path)
  const kept = [...files].filter(([name]) => /^(journal\.jsonl|blobs\/|keys\/)/.test(name))
  return new Map(kept.map(([name, bytes]) => [name, bytes.toString('base64')]))
}

async function checkIn(core: Core): Promise<void> {
  const guest = guestsIn(core).find(({ id }) => !stateNow(core).arrivals[id])
  await organizerOf(core).checkIn.checkIn({ attendeeId: guest!.id, commandId: newCommandId() })
}

/** A guest comes in and leaves again, one partner signs, somebody walks in. */
async function playThrough(core: Core): Promise<void> {
  await checkIn(core)
  await organizerOf(core).checkIn.walkIn({
    commandId: newCommandId(),
    attendee: attendeeSchema.parse({ id: newCommandId(), lastName: 'Probezwerg', origin: 'walk-in' }),
    partner: null,
  })
  await signFor(core, signersOf(stateNow(core))[0]!.id, 'Xaver Generalprobst')
}

describe('a rehearsal', () => {
  it('leaves journal and files byte for byte as they were, and of its acts nothing in any file', async () => {
    const core = await openedSample()
    await checkIn(core)
    const before = await whatLiesIn(core)
    await begin(core)
    await playThrough(core)
    expect(stateNow(core).present).toBeGreaterThan(core.parts.handler.state.present)
    await end(core)
    expect(await whatLiesIn(core)).toEqual(before)
    expect(await readdir(core.parts.folder.path)).not.toContain('rehearsal')
    expect(stateNow(core)).toBe(core.parts.handler.state)
    expect(await findInFolder(core.parts.folder.path, ['Probezwerg', 'Generalprobst'])).toEqual([])
  })

  it('does so in an encrypted folder, too, where the copy is as unreadable as the evening', async () => {
    const core = await openedSample()
    await protect(core)
    const before = await whatLiesIn(core)
    await begin(core)
    await playThrough(core)
    expect(await findInFolder(core.parts.folder.path, ['Probezwerg', 'Walter'])).toEqual([])
    await end(core)
    expect(await whatLiesIn(core)).toEqual(before)
  })

  it('lets nothing be recorded in the evening meanwhile', async () => {
    const core = await openedSample()
    await begin(core)
    const guest = guestsIn(core)[0]!
    const command = { type: 'check-in' as const, payload: { attendeeId: guest.id } }
    const origin = { commandId: newCommandId(), station: core.hostCaller.station }
    await expect(core.parts.run(command as never, origin)).rejects.toMatchObject({ code: 'NOT_IN_REHEARSAL' })
    await end(core)
    await expect(core.parts.run(command as never, origin)).resolves.toMatchObject({ kind: 'recorded' })
  })

  it('knows the paired stations, and says to each that it is one', async () => {
    const core = await openedSample()
    const { token } = await pairedStation(core, 'reception')
    expect(core.rehearsal()).toBeNull()
    const { id } = await begin(core)
    expect(core.rehearsal()).toBe(id)
    const { caller } = core.admit(token)
    expect(caller?.role).toBe('reception')
    expect(await as(core, caller!.station, 'reception').host.status()).toMatchObject({ rehearsal: id })
  })

  it('can never be sealed: neither through the page, nor past it, nor from a copy that somebody has taken', async () => {
    const core = await openedSample()
    await begin(core)
    for (const { id } of signersOf(stateNow(core)))
      await organizerOf(core).signing.leaveToPaper({ partnerId: id, commandId: newCommandId() })
    const refused = { code: 'NOT_IN_REHEARSAL', data: { reason: 'real' } }
    await expect(organizerOf(core).agreement.seal({ commandId: newCommandId() })).rejects.toMatchObject(
      refused,
    )
    const payload = {
      sha256: 'a'.repeat(64),
      bytes: 1,
      pages: 1,
      certificateFingerprint: 'AB',
      journalSeq: 1,
      journalHash: 'd',
    }
    const origin = { commandId: newCommandId(), station: core.hostCaller.station }
    await expect(
      core.served().parts.run({ type: 'record-seal', payload } as never, origin),
    ).rejects.toMatchObject(refused)
    const taken = join(await temporaryFolder(), 'taken')
    await cp(join(core.parts.folder.path, 'rehearsal'), taken, { recursive: true })
    await rm(join(taken, 'folder.lock'))
    await expect(runningCore({ dataDir: taken })).rejects.toMatchObject({ code: 'FOLDER_OF_REHEARSAL' })
  })

  it('refuses what would become real: backup, archive, protection, deletion, invitations', async () => {
    const core = await openedSample()
    await begin(core)
    const { backup, documents, protection, privacy } = organizerOf(core)
    const acts = [
      () => backup.choose({ place: '/' }),
      () => backup.restore({ place: '/' }),
      () => documents.archive(),
      () => documents.invitations({ attendeeId: null }),
      () => protection.proposeRecoveryKey(),
      () => privacy.eraseCeremony({ title: 'x', commandId: newCommandId() }),
    ]
    for (const act of acts)
      await expect(act()).rejects.toMatchObject({ code: 'NOT_IN_REHEARSAL', data: { reason: 'real' } })
  })

  it('refuses work that would be lost with it, and pairing, which would have to be done again', async () => {
    const core = await openedSample()
    await begin(core)
    const organizer = organizerOf(core)
    const lost = { code: 'NOT_IN_REHEARSAL', data: { reason: 'lost' } }
    const attendee = guestsIn(core)[0]!
    await expect(
      organizer.registry.saveAttendee({ attendee, commandId: newCommandId() }),
    ).rejects.toMatchObject(lost)
    await expect(organizer.stations.invite({ role: 'reception', name: 'Tisch' })).rejects.toMatchObject(lost)
  })

  it('gives out no PDF without MUSTER on every page, and no file without MUSTER in its name', async () => {
    const core = await openedSample()
    await begin(core)
    const organizer = organizerOf(core)
    await signFor(core, signersOf(stateNow(core))[0]!.id)
    const few = guestsIn(core)
      .slice(0, 2)
      .map(({ id }) => id)
    const named = [
      await organizer.documents.make({ kind: 'originals', copies: 2 }),
      await organizer.documents.make({ kind: 'audit-trail', copies: 1 }),
      await organizer.printing.print({ what: 'attendance' }),
      await organizer.printing.print({ what: 'badges', attendeeIds: few }),
      await organizer.printing.print({ what: 'cards', attendeeIds: few }),
      await organizer.printing.print({ what: 'seating' }),
      await organizer.printing.badge({ attendeeId: few[0]! }),
      await organizer.rehearsal.testPage(),
    ]
    for (const { fileName } of named) expect(fileName).toMatch(/^MUSTER-/)
    const files = [...named.map(({ file }) => file), await organizer.agreement.document()]
    for (const file of files) {
      const bytes = new Uint8Array(await file.arrayBuffer())
      for (const words of await wordsOnPages(bytes)) expect(words).toContain('MUSTER')
      expect((await PDFDocument.load(bytes, { updateMetadata: false })).getTitle()).toMatch(/^MUSTER( – |$)/)
      expect(await inspectPdf(bytes)).toMatchObject({
        verdict: 'refused',
        findings: [expect.objectContaining({ code: 'specimen' })],
      })
    }
    const { fileName } = await organizer.printing.export({ what: 'guests', format: 'csv' })
    expect(fileName).toMatch(/^MUSTER-.*\.csv$/)
  })

  it('writes no byte of itself to the backup', async () => {
    const core = await openedSample()
    const place = await stick()
    await organizerOf(core).backup.choose({ place })
    await core.parts.backup.follow()
    const before = await filesBelow(place)
    await begin(core)
    await playThrough(core)
    await core.served().parts.backup.follow()
    await core.parts.backup.follow()
    await end(core)
    const names = (files: Map<string, Buffer>) => [...files].map(([name, bytes]) => `${name} ${bytes.length}`)
    expect(names(await filesBelow(place))).toEqual(names(before))
  })

  it('that was cut short is gone at the next start, which says so', async () => {
    const core = await openedSample()
    const dataDir = core.parts.folder.path
    await begin(core)
    await playThrough(core)
    const left = join(await temporaryFolder(), 'left')
    await cp(join(dataDir, 'rehearsal'), left, { recursive: true })
    await core.close()
    await mkdir(join(dataDir, 'rehearsal'))
    await cp(left, join(dataDir, 'rehearsal'), { recursive: true })
    const again = await runningCore({ dataDir })
    expect(await readdir(dataDir)).not.toContain('rehearsal')
    expect((await organizerOf(again).host.status()).notices).toContain('rehearsal-removed')
    expect(stateNow(again).rehearsal).toBeNull()
  })

  it('opens again behind its passphrase after it was cut short', async () => {
    const core = await openedSample()
    await protect(core)
    const dataDir = core.parts.folder.path
    await begin(core)
    await core.close()
    await mkdir(join(dataDir, 'rehearsal'))
    const again = await runningCore({ dataDir, access: byPassphrase })
    expect((await organizerOf(again).host.status()).notices).toContain('rehearsal-removed')
  })
})

describe('beginning a rehearsal', () => {
  it('is refused while somebody signs in earnest, and a second time', async () => {
    const core = await openedSample()
    const partnerId = signersOf(stateNow(core))[0]!.id
    await organizerOf(core).signing.call({ partnerId, commandId: newCommandId() })
    await organizerOf(core).signing.take({ partnerId, commandId: newCommandId() })
    await expect(begin(core)).rejects.toMatchObject({ data: { reason: 'somebody-signs' } })
    await organizerOf(core).signing.cancelCall({ partnerId, reason: '', commandId: newCommandId() })
    await begin(core)
    await expect(begin(core)).rejects.toMatchObject({ data: { reason: 'rehearsal-on' } })
  })

  it('needs an evening, and is refused where there is none', async () => {
    const core = await runningCore()
    await expect(begin(core)).rejects.toMatchObject({ data: { reason: 'nothing-to-rehearse' } })
    await expect(end(core)).rejects.toMatchObject({ data: { reason: 'no-rehearsal' } })
  })
})

describe('what a rehearsal shows', () => {
  it('fills by doing, and stays as one line and what is to be put right', async () => {
    const core = await openedSample()
    const { station: pad } = await pairedStation(core, 'signing', 'Tablet 1')
    const { station: beamer } = await pairedStation(core, 'display')
    await begin(core)
    const organizer = organizerOf(core)
    const feed = await organizer.live.rehearsal()
    const told = await feed.next()
    const first: Point[] = (told.done ? null : told.value.current)?.checks.points ?? []
    expect(first.map(({ key }) => key)).toEqual([
      'names',
      'order',
      'fields',
      'printer',
      'tablets',
      'pens',
      'desk',
      'stage',
    ])
    expect(first.reduce((sum, { done }) => sum + done, 0)).toBe(0)
    await feed.return?.()

    const signers = signersOf(stateNow(core))
    for (const { id } of signers) await signFor(core, id)
    await checkIn(core)
    const guest = Object.keys(stateNow(core).arrivals)[0]!
    await organizer.checkIn.undo({
      attendeeId: guest as never,
      reason: 'Probe',
      commandId: newCommandId(),
    })
    await as(core, beamer, 'display')
      .live.stage({})
      .then((stage) => stage.next())
    await as(core, pad, 'signing').host.ping()
    await organizer.rehearsal.judgePrinter({ standing: 'right' })
    await organizer.rehearsal.judgeStage({ standing: 'right' })
    const names = (await core.served().parts.rehearsing.status(core.served().parts)).current!.checks.names
    for (const [index, { attendeeId }] of names.entries())
      await organizer.rehearsal.judgeName({
        attendeeId,
        standing: index === 0 ? 'wrong' : 'right',
        note: 'Schreibt sich mit ß',
      })
    const result = await end(core)
    expect(result).toMatchObject({
      checked: 7,
      of: 8,
      open: ['tablets'],
      corrections: [{ attendeeId: names[0]!.attendeeId, note: 'Schreibt sich mit ß' }],
    })
    expect(
      await organizerOf(core)
        .live.rehearsal()
        .then((it) => it.next()),
    ).toMatchObject({
      value: { current: null, last: { checked: 7 } },
    })
    await organizerOf(core).rehearsal.settle({ attendeeId: names[0]!.attendeeId })
    const { last } = await core.parts.rehearsing.status(core.parts)
    expect(last?.corrections).toEqual([])
  })
})

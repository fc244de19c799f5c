/** Long work says how far it is, and can be called off: what was begun is removed, what was there before stays. */
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { newCommandId } from '../../src/core/core-parts.ts'
import type { Core } from '../../src/core/core.ts'
import type { WorkKind } from '../../src/shared/contract/live.ts'
import { HOST_STATION } from '../../src/shared/domain/ids.ts'
import { attendeeSchema } from '../../src/shared/domain/registry/registry.ts'
import { agreementPdf } from '../fixtures/agreements.ts'
import {
  eveningWithBackup,
  hostCalled,
  isSameJournal,
  onStick,
  organizerOf,
  stick,
} from '../fixtures/backups.ts'
import { pairedStation, portClient, sampleCore } from '../fixtures/running-core.ts'
import type { Client } from '../fixtures/running-core.ts'

type Heard = { kind: WorkKind; done: number | null }

/** What a page hears of long work, from now until the example is over; `onFirst` at the first word. */
async function following(client: Client, onFirst: () => void = () => {}): Promise<Heard[]> {
  const ended = new AbortController()
  const heard: Heard[] = []
  const feed = await client.live.work(undefined, { signal: ended.signal })
  const listening = (async () => {
    for await (const work of feed) if (heard.push(work) === 1) onFirst()
  })().catch(() => {})
  onTestFinished(async () => {
    ended.abort()
    await listening
  })
  return heard
}

/** The sample with its organizer behind a wire, as a page is. */
async function consoleOnSample() {
  const core = await sampleCore()
  const organizer = portClient(core, core.hostCaller)
  await organizer.agreement.open({ commandId: newCommandId() })
  return { core, organizer }
}

const shares = (heard: Heard[], kind: WorkKind) =>
  heard.filter((work) => work.kind === kind).flatMap(({ done }) => done ?? [])

/** Begins with something, never goes back, and never tells the same twice. */
function expectRising(done: number[]): void {
  expect(done.length).toBeGreaterThan(1)
  expect([...new Set(done)].toSorted((a, b) => a - b)).toEqual(done)
}

/** Until the host has taken in what was sent to it. */
const settled = (client: Client) => client.host.ping()

async function inviteMany(core: Core, count: number): Promise<void> {
  for (let number = 1; number <= count; number += 1) {
    const attendee = attendeeSchema.parse({ id: newCommandId(), lastName: `Gast ${number}` })
    const origin = { commandId: newCommandId(), station: HOST_STATION }
    await core.parts.run({ type: 'save-attendee', payload: { attendee } }, origin)
  }
}

const facts = async (core: Core) => (await core.parts.handler.factsSince(0)).map(({ type }) => type)

const pdf = (bytes: Uint8Array) => new File([bytes.slice()], 'datei.pdf', { type: 'application/pdf' })

describe('an archive', () => {
  it('tells only the page that waits for it how far it is', async () => {
    const { core, organizer } = await consoleOnSample()
    const { station } = await pairedStation(core, 'organizer', 'Zweite Leitung')
    const elsewhere = await following(portClient(core, { station, role: 'organizer' }))
    const heard = await following(organizer)
    await organizer.documents.archive()
    await expect.poll(() => shares(heard, 'archive').at(-1)).toBe(1)
    expectRising(shares(heard, 'archive'))
    expect(elsewhere).toEqual([])
  })

  it('that is called off leaves no file and no word in the journal; the one of before stays', async () => {
    const { core, organizer } = await consoleOnSample()
    const { fileName } = await organizer.documents.archive()
    const { documents } = core.parts.folder
    await writeFile(join(documents, fileName), 'von gestern')
    const told = await facts(core)
    const calledOff = new AbortController()
    await following(organizer, () => {
      calledOff.abort()
      calledOff.abort()
    })
    await expect(organizer.documents.archive(undefined, { signal: calledOff.signal })).rejects.toThrow()
    await settled(organizer)
    // a paper is made after it on the same threads: the archive would be done by then
    await organizer.documents.make({ kind: 'originals', copies: 1 })
    expect(await readFile(join(documents, fileName), 'utf8')).toBe('von gestern')
    expect((await readdir(documents)).filter((name) => name.endsWith('.tmp'))).toEqual([])
    expect(await facts(core)).toEqual([...told, 'originals-made'])
  })

  it('stays when it is called off after it was made', async () => {
    const { core, organizer } = await consoleOnSample()
    const calledOff = new AbortController()
    const { fileName } = await organizer.documents.archive(undefined, { signal: calledOff.signal })
    calledOff.abort()
    await settled(organizer)
    expect(await readdir(core.parts.folder.documents)).toContain(fileName)
    expect(await facts(core)).toContain('archive-made')
  })
})

describe('papers', () => {
  const BADGES = { what: 'badges' } as const

  it('say how far they are, and let the door in between', async () => {
    const { core, organizer } = await consoleOnSample()
    await inviteMany(core, 60)
    const heard = await following(organizer)
    await organizer.printing.print(BADGES)
    await expect.poll(() => shares(heard, 'papers').length).toBeGreaterThan(3)
    expectRising(shares(heard, 'papers'))
  })

  it('that are called off are not made', async () => {
    const { core, organizer } = await consoleOnSample()
    await inviteMany(core, 60)
    const calledOff = new AbortController()
    const heard = await following(organizer, () => calledOff.abort())
    const list = { kind: 'attendance-list', copies: 1 } as const
    await expect(organizer.documents.make(list, { signal: calledOff.signal })).rejects.toThrow()
    await organizer.documents.make({ kind: 'originals', copies: 1 })
    expect(await readdir(core.parts.folder.documents)).not.toContain('anwesenheitsliste.pdf')
    expect(shares(heard, 'papers').at(0)).toBeLessThan(1)
  })
})

describe('looking at a PDF', () => {
  it('can be called off while it is verified, twice and afterwards, and the next file is verified', async () => {
    const { core, organizer } = await consoleOnSample()
    const bytes = await agreementPdf()
    const before = await facts(core)
    const calledOff = new AbortController()
    const { signal } = calledOff
    const verifying = organizer.agreement.verify({ file: pdf(bytes), fileName: 'a.pdf' }, { signal })
    await settled(organizer)
    calledOff.abort()
    calledOff.abort()
    await expect(verifying).rejects.toThrow()
    const next = new AbortController()
    const verified = await organizer.agreement.verify(
      { file: pdf(bytes), fileName: 'b.pdf' },
      { signal: next.signal },
    )
    next.abort()
    expect(verified).toMatchObject({ fileName: 'b.pdf', verdict: 'no-seal' })
    expect(await facts(core)).toEqual(before)
  })

  it('can be called off while it is examined: nothing is kept, and the next file is examined', async () => {
    const { core, organizer } = await consoleOnSample()
    const bytes = await agreementPdf()
    const [before, blobs] = [await facts(core), await core.parts.blobs.listBlobs()]
    const calledOff = new AbortController()
    const { signal } = calledOff
    const examining = organizer.agreement.inspect({ file: pdf(bytes), fileName: 'a.pdf' }, { signal })
    await settled(organizer)
    calledOff.abort()
    calledOff.abort()
    await expect(examining).rejects.toThrow()
    const examined = await organizer.agreement.inspect({ file: pdf(bytes), fileName: 'b.pdf' })
    expect(examined).toMatchObject({ fileName: 'b.pdf', verdict: 'ready' })
    expect(await facts(core)).toEqual(before)
    expect(await core.parts.blobs.listBlobs()).toEqual(blobs)
  })
})

describe('the first copy to a place', () => {
  /** A host with files enough that the copying takes a while. */
  async function hostWithFiles() {
    const core = await hostCalled('RECHNER-1')
    await inviteMany(core, 3)
    for (let number = 1; number <= 40; number += 1)
      await core.parts.blobs.putBlob(Buffer.from(`Datei ${number}`))
    return { core, organizer: portClient(core, core.hostCaller) }
  }

  it('says how far it is, and is complete', async () => {
    const { core, organizer } = await hostWithFiles()
    const heard = await following(organizer)
    const place = await stick()
    expect(await organizer.backup.choose({ place })).toMatchObject({ place, isFirstCopy: true })
    await core.parts.backup.follow()
    await expect.poll(() => shares(heard, 'backup').at(-1)).toBe(1)
    expectRising(shares(heard, 'backup'))
    expect(await organizer.backup.status()).toMatchObject({ place, isFirstCopy: false, problem: null })
  })

  it('is removed when it is called off, and the place before holds again', async () => {
    const { core, organizer } = await hostWithFiles()
    const [old, place] = [await stick(), await stick()]
    await organizer.backup.choose({ place: old })
    await core.parts.backup.follow()
    await writeFile(join(place, 'Urlaub.txt'), 'gehört jemandem')
    let calledOff: Promise<unknown> | null = null
    await following(organizer, () => (calledOff = organizer.backup.callOff()))
    await organizer.backup.choose({ place })
    await expect.poll(() => calledOff).not.toBeNull()
    expect(await calledOff).toMatchObject({ place: old, isFirstCopy: false })
    expect(await readdir(place)).toEqual(['Urlaub.txt'])
    expect(await organizer.backup.callOff()).toMatchObject({ place: old })
    await core.parts.backup.follow()
    expect(await isSameJournal(core, old)).toBe(true)
    expect(await readdir(core.parts.folder.path)).not.toContain('earlier-backups.json')
  })

  it('stays when it is called off after it was complete', async () => {
    const { core, place } = await eveningWithBackup()
    expect(await organizerOf(core).backup.callOff()).toMatchObject({ place, problem: null })
    expect(await isSameJournal(core, place)).toBe(true)
  })

  it('leaves a file of somebody else where it lay, even in the folder of the backup', async () => {
    const { organizer } = await hostWithFiles()
    const place = await stick()
    let calledOff: Promise<unknown> | null = null
    await following(organizer, () => {
      calledOff = writeFile(onStick(place, 'Notiz.txt'), 'von Hand').then(() => organizer.backup.callOff())
    })
    await organizer.backup.choose({ place })
    await expect.poll(() => calledOff).not.toBeNull()
    await calledOff
    expect(await readdir(onStick(place))).toEqual(['Notiz.txt'])
  })
})

describe('what cannot be called off', () => {
  it('says how far it is: going on from a backup', async () => {
    const { core: old, place } = await eveningWithBackup()
    for (let number = 1; number <= 10; number += 1)
      await old.parts.blobs.putBlob(Buffer.from(`Datei ${number}`))
    await old.parts.backup.follow()
    await old.close()
    const core = await hostCalled('RECHNER-2')
    const organizer = portClient(core, core.hostCaller)
    const heard = await following(organizer)
    await organizer.backup.restore({ place, secret: null })
    await expect.poll(() => shares(heard, 'restoring').length).toBeGreaterThan(3)
    expectRising(shares(heard, 'restoring'))
  })

  it('says how far it is: encrypting the folder', async () => {
    const { organizer } = await consoleOnSample()
    const heard = await following(organizer)
    const { recoveryKey } = await organizer.protection.proposeRecoveryKey()
    await organizer.protection.switchOn({ recoveryKey, passphrase: 'Vier Raben sitzen am Neckar' })
    await expect.poll(() => shares(heard, 'protecting').at(-1)).toBe(1)
    expectRising(shares(heard, 'protecting'))
  })

  it('is told to a page that comes while it is encrypted, which hears of the end, and cannot begin it again', async () => {
    const { core, organizer } = await consoleOnSample()
    const { station } = await pairedStation(core, 'organizer', 'Zweite Leitung')
    const second = portClient(core, { station, role: 'organizer' })
    const { recoveryKey } = await organizer.protection.proposeRecoveryKey()
    const chosen = { recoveryKey, passphrase: 'Vier Raben sitzen am Neckar' }
    let heard: Promise<Heard[]> | null = null
    let again: unknown = null
    let status: unknown = null
    await following(organizer, () => {
      heard = following(second)
      again = second.protection.switchOn(chosen).catch(({ data }: { data: unknown }) => data)
      status = second.protection.status()
    })
    await organizer.protection.switchOn(chosen)
    expect(await again).toMatchObject({ reason: 'under-way' })
    expect(await status).toMatchObject({ isUnderWay: true })
    await expect.poll(async () => (await heard)?.at(-1)).toEqual({ kind: 'protecting', done: null })
    expectRising(shares((await heard) ?? [], 'protecting'))
    expect(await second.protection.status()).toMatchObject({ isOn: true, isUnderWay: false })
  })

  it('is over, too, where it has failed', async () => {
    const { organizer } = await consoleOnSample()
    const heard = await following(organizer)
    const chosen = { recoveryKey: 'AAAAA-BBBBB', passphrase: 'Vier Raben sitzen am Neckar' }
    await expect(organizer.protection.switchOn(chosen)).rejects.toThrow()
    await expect.poll(() => heard.map(({ done }) => done)).toEqual([0, null])
    expect(await organizer.protection.status()).toMatchObject({ isOn: false, isUnderWay: false })
  })
})

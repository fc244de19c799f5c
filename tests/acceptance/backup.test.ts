/** The copy at a second place: it follows, it comes back, it writes over nothing, and it never holds up the host. */
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { keptFingerprint } from '../../src/core/agreement/seal/seal-key.ts'
import {
  eveningWithBackup,
  hostCalled,
  isSameJournal,
  nextGuest,
  onStick,
  organizerOf,
  stick,
} from '../fixtures/backups.ts'
import { faultyDisk } from '../fixtures/faulty-disk.ts'

describe('a backup', () => {
  it('holds the journal, every file and the seal key, and says how far it goes', async () => {
    const { core, organizer, place } = await eveningWithBackup()
    const { fingerprint } = await core.parts.sealChoice.key({ organisation: 'Kreis', commonName: 'Siegel' })
    await nextGuest(core)
    await core.parts.backup.follow()
    expect(await isSameJournal(core, place)).toBe(true)
    expect(await readdir(onStick(place, 'blobs'))).toEqual(await core.parts.blobs.listBlobs())
    expect(await keptFingerprint(onStick(place, 'keys'))).toBe(fingerprint)
    const { seq: entries, hash: head } = core.parts.handler.journal.head
    const label: unknown = JSON.parse(await readFile(onStick(place, 'backup.json'), 'utf8'))
    expect(label).toMatchObject({ entries, head, host: 'RECHNER-1' })
    expect(await organizer.backup.status()).toMatchObject({ place, problem: null, behind: 0 })
  })

  it('follows by itself what is recorded', async () => {
    const { core, organizer, place } = await eveningWithBackup()
    await nextGuest(core)
    await expect.poll(async () => (await organizer.backup.status()).behind).toBe(0)
    await expect.poll(() => isSameJournal(core, place)).toBe(true)
  })

  it('goes on after a restart of the host', async () => {
    const { core, place } = await eveningWithBackup()
    await core.close()
    const again = await hostCalled('RECHNER-1', core.parts.folder.path)
    await nextGuest(again)
    await again.parts.backup.follow()
    expect(await isSameJournal(again, place)).toBe(true)
    expect((await again.parts.backup.status()).lastAt).not.toBeNull()
  })

  it('mends a journal whose last bytes were torn when the stick was pulled', async () => {
    const { core, place } = await eveningWithBackup()
    const whole = await readFile(onStick(place, 'journal.jsonl'))
    await writeFile(
      onStick(place, 'journal.jsonl'),
      Buffer.concat([whole.subarray(0, -40), Buffer.alloc(64)]),
    )
    await core.parts.backup.follow()
    expect(await isSameJournal(core, place)).toBe(true)
  })
})

describe('a stick that is pulled', () => {
  it('is missed with the time, and catches up when it is back', async () => {
    const { core, organizer, place } = await eveningWithBackup()
    await rename(place, `${place}-away`)
    await nextGuest(core)
    await core.parts.backup.follow()
    const status = await organizer.backup.status()
    expect(status).toMatchObject({ problem: 'missing' })
    expect(status.behind).toBe(1)
    expect(status.failingSince).not.toBeNull()
    await nextGuest(core)
    await rename(`${place}-away`, place)
    await core.parts.backup.follow()
    expect(await organizer.backup.status()).toMatchObject({ problem: null, failingSince: null, behind: 0 })
    expect(await isSameJournal(core, place)).toBe(true)
  })

  it('is not replaced by the empty folder that stays where it was', async () => {
    const { core, organizer, place } = await eveningWithBackup()
    await rm(onStick(place), { recursive: true })
    await core.parts.backup.follow()
    expect(await organizer.backup.status()).toMatchObject({ problem: 'missing' })
    expect(await readdir(place)).toEqual([])
    await organizer.backup.choose({ place })
    await core.parts.backup.follow()
    expect(await isSameJournal(core, place)).toBe(true)
  })
})

describe('a place that takes nothing more', () => {
  it.each([
    ['write', 'ENOSPC', 'full'],
    ['sync', 'ENOSPC', 'full'],
    ['write', 'EROFS', 'read-only'],
    ['sync', 'EIO', 'disk-fault'],
  ] as const)('at %s with %s is called %s, and the host loses nothing', async (operation, code, problem) => {
    let isFull = false
    const openFile: ReturnType<typeof faultyDisk>['openFile'] = (...opening) =>
      faultyDisk(isFull ? { operation, at: 1, code } : undefined).openFile(...opening)
    const { core, organizer, place } = await eveningWithBackup({ openFile })
    isFull = true
    const before = core.parts.handler.journal.head.seq
    for (let guest = 0; guest < 5; guest += 1) await nextGuest(core)
    await core.parts.backup.follow()
    expect(await organizer.backup.status()).toMatchObject({ problem })
    expect(core.parts.handler.journal.head.seq).toBe(before + 5)
    expect(await core.parts.handler.journal.verify()).toMatchObject({ ok: true, entries: before + 5 })
    isFull = false
    await core.parts.backup.follow()
    expect(await organizer.backup.status()).toMatchObject({ problem: null, behind: 0 })
    expect(await isSameJournal(core, place)).toBe(true)
  })
})

describe('a place that must not be written to', () => {
  it.each([
    ['the data folder', (data: string) => data],
    ['a folder in the data folder', (data: string) => join(data, 'documents')],
  ])('is %s', async (_what, placeIn) => {
    const core = await hostCalled('RECHNER-1')
    const choosing = organizerOf(core).backup.choose({ place: placeIn(core.parts.folder.path) })
    await expect(choosing).rejects.toMatchObject({
      code: 'BACKUP_REFUSED',
      data: { reason: 'inside-data-folder' },
    })
  })

  it('is one that is not there', async () => {
    const place = join(await stick(), 'nowhere')
    const choosing = organizerOf(await hostCalled('RECHNER-1')).backup.choose({ place })
    await expect(choosing).rejects.toMatchObject({ code: 'BACKUP_REFUSED', data: { reason: 'missing' } })
  })

  it('holds the backup of another ceremony, which stays as it was', async () => {
    const first = await eveningWithBackup()
    await first.core.close()
    const second = await eveningWithBackup()
    const before = await readFile(onStick(first.place, 'journal.jsonl'))
    const choosing = second.organizer.backup.choose({ place: first.place })
    await expect(choosing).rejects.toMatchObject({ data: { reason: 'other-ceremony' } })
    expect(await readFile(onStick(first.place, 'journal.jsonl'))).toEqual(before)
    expect(await second.organizer.backup.status()).toMatchObject({ place: second.place })
  })

  it('holds something else under the name of a backup', async () => {
    const place = await stick()
    await mkdir(onStick(place))
    await writeFile(onStick(place, 'journal.jsonl'), 'Einkaufszettel')
    const choosing = organizerOf(await hostCalled('RECHNER-1')).backup.choose({ place })
    await expect(choosing).rejects.toMatchObject({ data: { reason: 'foreign' } })
    expect(await readdir(onStick(place))).toEqual(['journal.jsonl'])
  })

  it('came in exchange for the stick that was pulled', async () => {
    const first = await eveningWithBackup()
    const second = await eveningWithBackup()
    await rename(onStick(first.place), `${first.place}-away`)
    await rename(onStick(second.place), onStick(first.place))
    await nextGuest(first.core)
    await first.core.parts.backup.follow()
    expect(await first.organizer.backup.status()).toMatchObject({ problem: 'other-ceremony' })
    expect(await isSameJournal(second.core, first.place)).toBe(true)
  })

  it('keeps its other files', async () => {
    const place = await stick()
    await writeFile(join(place, 'Urlaub.jpg'), 'Bild')
    const core = await hostCalled('RECHNER-1')
    await organizerOf(core).backup.choose({ place })
    expect(await readFile(join(place, 'Urlaub.jpg'), 'utf8')).toBe('Bild')
  })
})

describe('stopping', () => {
  it('leaves the backup where it is and writes no more', async () => {
    const { core, organizer, place } = await eveningWithBackup()
    const before = await readFile(onStick(place, 'journal.jsonl'))
    expect(await organizer.backup.stop()).toMatchObject({ place: null, problem: null })
    await nextGuest(core)
    await core.parts.backup.follow()
    expect(await readFile(onStick(place, 'journal.jsonl'))).toEqual(before)
  })
})

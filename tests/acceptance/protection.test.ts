/** Data at rest: nothing in clear, switched on without a moment in which it could be lost, opened by the right secret alone. */
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { newCommandId } from '../../src/core/core-parts.ts'
import { openDataFolder } from '../../src/core/folder/data-folder.ts'
import { playEvening } from '../../src/core/demo/evening.ts'
import { isSealed } from '../../src/core/folder/folder-files.ts'
import { newDataKey } from '../../src/core/protection/data-key.ts'
import { newRecord, withSecret, writeRecord } from '../../src/core/protection/key-record.ts'
import { finishSwitchingOn } from '../../src/core/protection/opening.ts'
import { newRecoveryKey } from '../../src/core/protection/recovery-key.ts'
import { restoreBackup } from '../../src/core/backup/restore.ts'
import type { Core } from '../../src/core/core.ts'
import { eveningWithBackup, hostCalled, nextGuest, onStick, organizerOf, stick } from '../fixtures/backups.ts'
import {
  byPassphrase,
  filesBelow,
  filesTelling,
  PASSPHRASE,
  protect,
  systemOf,
} from '../fixtures/protection.ts'
import { runningCore } from '../fixtures/running-core.ts'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'

/** Names of people and houses, and what else must not lie about. */
function words(core: Core): string[] {
  const { attendees, partners, ceremony, stations, ticketKey } = core.parts.handler.state
  return [
    ...Object.values(attendees).flatMap(({ lastName, email }) => [lastName, email ?? '']),
    ...Object.values(partners).map(({ name }) => name),
    ...Object.values(stations).map(({ tokenHash }) => tokenHash),
    ceremony?.title ?? '',
    ticketKey ?? '',
    'PRIVATE KEY',
    '%PDF',
    '"paths"',
  ].filter((word) => word.length > 4)
}

const inClear: ReadonlySet<string> = new Set([
  'data-key.json',
  'journal.jsonl',
  'folder.lock',
  'backup.json',
  'taken-over.json',
  'mappe.log',
])

async function expectNothingInClear(folder: string, core: Core): Promise<void> {
  expect(await filesTelling(folder, words(core))).toEqual([])
  for (const [path, bytes] of await filesBelow(folder))
    if (!inClear.has(basename(path))) expect([path, isSealed(bytes)]).toEqual([path, true])
}

/** As after a cut of the power: without what only a running program holds. */
async function copyOf(folder: string): Promise<string> {
  const copy = join(await temporaryFolder(), 'copy')
  await cp(folder, copy, { recursive: true, filter: (path) => !basename(path).startsWith('folder.lock') })
  return copy
}

const namesIn = (core: Core) =>
  Object.values(core.parts.handler.state.attendees)
    .map(({ lastName }) => lastName)
    .toSorted()

describe('a protected evening', () => {
  it('leaves not one name, stroke, document or key in clear: neither here nor on the stick', async () => {
    const place = await stick()
    const core = await hostCalled('RECHNER-1')
    const organizer = organizerOf(core)
    await organizer.kiosk.choosePin({ pin: '4711' })
    await organizer.backup.choose({ place })
    await playEvening(core, () => {})
    await organizer.screen.choosePin({ pin: '4712', idleMinutes: 10 })
    await core.parts.backup.follow()
    expect((await filesTelling(core.parts.folder.path, words(core))).length).toBeGreaterThan(5)
    expect((await filesTelling(place, words(core))).length).toBeGreaterThan(3)
    await protect(core)
    await nextGuest(core)
    await organizer.documents.make({ kind: 'attendance-list' })
    await core.parts.backup.follow()
    await expectNothingInClear(core.parts.folder.path, core)
    await expectNothingInClear(place, core)
    await core.close()
    await expectNothingInClear(core.parts.folder.path, core)

    const again = await runningCore({ dataDir: core.parts.folder.path, access: byPassphrase })
    expect(again.parts.handler.opened.notices).toEqual([])
    expect(again.parts.handler.state).toEqual(core.parts.handler.state)
    const locked = organizerOf(again).documents.make({ kind: 'sealed-agreement' })
    await expect(locked).rejects.toMatchObject({ code: 'SCREEN_LOCKED' })
    await organizerOf(again).screen.unlock({ pin: '4712' })
    const { file } = await organizerOf(again).documents.make({ kind: 'sealed-agreement' })
    expect(Buffer.from(await file.arrayBuffer()).toString('latin1', 0, 5)).toBe('%PDF-')
  })

  it('gives an archive that everybody can read and check', async () => {
    const core = await runningCore()
    await playEvening(core, () => {})
    await protect(core)
    const organizer = organizerOf(core)
    const { file } = await organizer.documents.archive()
    const { verifyArchive } = await import('../../src/core/archive/archive-check.ts')
    const { faults } = await verifyArchive(new Uint8Array(await file.arrayBuffer()), core.parts.pdf)
    expect(faults).toEqual([])
  })
})

describe('switching protection on', () => {
  it('cut off at any moment leaves the old or goes on to the new, and never loses anything', async () => {
    const { core, organizer } = await eveningWithBackup()
    await organizer.backup.stop()
    await organizerOf(core).kiosk.choosePin({ pin: '4711' })
    await organizerOf(core).documents.make({ kind: 'attendance-list' })
    const names = namesIn(core)
    const blobs = await core.parts.blobs.listBlobs()
    const { path } = core.parts.folder
    await core.close()

    const secret = { by: 'recovery-key', key: newRecoveryKey() } as const
    const folder = await openDataFolder(path)
    onTestFinished(() => folder.close())
    const copies: string[] = []
    const key = newDataKey()
    const record = await withSecret(newRecord(key), key, secret)
    const keep = async () => void copies.push(await copyOf(path))
    await keep()
    await writeRecord(folder.keys, record)
    await keep()
    folder.files.key = key
    await finishSwitchingOn(folder, key, record, keep)
    await keep()
    expect(copies.length).toBeGreaterThan(7)

    for (const [step, dataDir] of copies.entries()) {
      if (step > 0) await expect(runningCore({ dataDir })).rejects.toMatchObject({ code: 'FOLDER_LOCKED' })
      const again = await runningCore({ dataDir, ...(step > 0 && { access: { secret } }) })
      expect(namesIn(again)).toEqual(names)
      expect(again.parts.handler.opened.notices).not.toContain('journal-damaged')
      for (const sha256 of blobs) expect(await again.parts.blobs.hasBlob(sha256)).toBe(true)
      await expect(again.parts.kioskPin.check('4711')).resolves.toBeUndefined()
      await nextGuest(again)
      expect((await organizerOf(again).protection.status()).isOn).toBe(step > 0)
      if (step > 0) await expectNothingInClear(dataDir, again)
      await again.close()
    }
  })

  it('goes on after a fault of the disk when it is asked for again', async () => {
    const { core, organizer } = await eveningWithBackup()
    const { files } = core.parts.folder
    const write = files.write.bind(files)
    let writes = 0
    files.write = (...args) => {
      writes += 1
      return writes === 2
        ? Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }))
        : write(...args)
    }
    const { recoveryKey } = await organizer.protection.proposeRecoveryKey()
    const chosen = { recoveryKey, passphrase: PASSPHRASE }
    await expect(organizer.protection.switchOn(chosen)).rejects.toThrow()
    expect(await organizer.protection.status()).toMatchObject({ isOn: true, isUnfinished: true })
    await nextGuest(core)
    expect(await organizer.protection.switchOn(chosen)).toMatchObject({ isOn: true, isUnfinished: false })
    await expectNothingInClear(core.parts.folder.path, core)
  })

  it('needs the recovery key to have been shown, and something else that opens', async () => {
    const organizer = organizerOf(await runningCore())
    const switchOn = (recoveryKey: string, passphrase: string | null = PASSPHRASE) =>
      organizer.protection.switchOn({ recoveryKey, passphrase })
    await expect(switchOn(newRecoveryKey())).rejects.toMatchObject({
      code: 'NOT_ALLOWED_NOW',
      data: { reason: 'recovery-key-not-shown' },
    })
    const { recoveryKey } = await organizer.protection.proposeRecoveryKey()
    await expect(switchOn(recoveryKey, null)).rejects.toMatchObject({
      data: { reason: 'passphrase-missing' },
    })
    await switchOn(recoveryKey)
    const { recoveryKey: next } = await organizer.protection.proposeRecoveryKey()
    await expect(switchOn(next)).rejects.toMatchObject({ data: { reason: 'protected' } })
  })

  it('keeps the evening going: who follows the facts misses none', async () => {
    const { core, organizer } = await eveningWithBackup()
    const before = core.parts.handler.head
    await Promise.all([protect(core), nextGuest(core)])
    await nextGuest(core)
    const feed = await organizer.live.facts({ since: before.seq, head: before.hash })
    const kinds: string[] = []
    for await (const item of feed) {
      kinds.push(item.type)
      if (item.type === 'caught-up') break
    }
    expect(kinds).toEqual(['fact', 'fact', 'caught-up'])
  })
})

describe('a protected folder', () => {
  it('is opened by passphrase or recovery key, and by nothing wrong, which changes no byte', async () => {
    const { core } = await eveningWithBackup()
    const recoveryKey = await protect(core)
    const names = namesIn(core)
    const dataDir = core.parts.folder.path
    await core.close()
    const before = await filesBelow(dataDir)
    await expect(runningCore({ dataDir })).rejects.toMatchObject({ code: 'FOLDER_LOCKED' })
    const wrong = { secret: { by: 'passphrase', passphrase: 'falsch' } } as const
    await expect(runningCore({ dataDir, access: wrong })).rejects.toMatchObject({ code: 'SECRET_WRONG' })
    expect(await filesBelow(dataDir)).toEqual(before)
    for (const access of [byPassphrase, { secret: { by: 'recovery-key', key: recoveryKey } as const }]) {
      const again = await runningCore({ dataDir, access })
      expect(namesIn(again)).toEqual(names)
      await again.close()
    }
  })

  it('opens by itself where the operating system keeps the key, and after once typing it on another computer', async () => {
    const core = await runningCore({ access: { system: systemOf('Anna') } })
    const recoveryKey = await protect(core, null)
    const dataDir = core.parts.folder.path
    await core.close()
    await (await runningCore({ dataDir, access: { system: systemOf('Anna') } })).close()
    const elsewhere = { system: systemOf('Bernd') }
    await expect(runningCore({ dataDir, access: elsewhere })).rejects.toMatchObject({ code: 'FOLDER_LOCKED' })
    const typed = { ...elsewhere, secret: { by: 'recovery-key', key: recoveryKey } as const }
    await (await runningCore({ dataDir, access: typed })).close()
    const again = await runningCore({ dataDir, access: elsewhere })
    expect(await organizerOf(again).protection.status()).toMatchObject({ isOn: true, opensByItself: true })
  })

  it('is opened by the new passphrase and recovery key once they were changed', async () => {
    const core = await runningCore()
    const old = await protect(core)
    const organizer = organizerOf(core)
    await organizer.protection.changePassphrase({ passphrase: 'eine ganz andere' })
    const { recoveryKey } = await organizer.protection.proposeRecoveryKey()
    await organizer.protection.renewRecoveryKey({ recoveryKey })
    const dataDir = core.parts.folder.path
    await core.close()
    const openWith = (secret: NonNullable<Parameters<typeof runningCore>[0]>['access']) =>
      runningCore({ dataDir, ...(secret && { access: secret }) })
    await expect(openWith(byPassphrase)).rejects.toMatchObject({ code: 'SECRET_WRONG' })
    await expect(openWith({ secret: { by: 'recovery-key', key: old } })).rejects.toMatchObject({
      code: 'SECRET_WRONG',
    })
    await (await openWith({ secret: { by: 'passphrase', passphrase: 'eine ganz andere' } })).close()
    await (await openWith({ secret: { by: 'recovery-key', key: recoveryKey } })).close()
  })

  it('without the file of its key is neither opened nor taken for empty', async () => {
    const { core } = await eveningWithBackup()
    await protect(core)
    const { path, keys } = core.parts.folder
    await core.close()
    await rm(join(keys, 'data-key.json'))
    await expect(runningCore({ dataDir: path, access: byPassphrase })).rejects.toMatchObject({
      code: 'DATA_KEY_MISSING',
    })
  })

  it('names files that were exchanged for one another, or put there in clear', async () => {
    const { core } = await eveningWithBackup()
    await protect(core)
    const { blobs: folder } = core.parts.folder
    const [one, other] = await core.parts.blobs.listBlobs()
    if (!one || !other) throw new Error('two files are needed')
    await cp(join(folder, one), join(folder, other))
    await expect(core.parts.blobs.getBlob(other)).rejects.toMatchObject({
      code: 'BLOB_MISSING',
      data: { sha256: other, reason: 'changed' },
    })
    await writeFile(join(folder, one), 'die Vereinbarung')
    await expect(core.parts.blobs.getBlob(one)).rejects.toMatchObject({ data: { reason: 'changed' } })
  })

  it('opens no file in the place of another, though the same key has sealed both', async () => {
    const { core, organizer } = await eveningWithBackup()
    await protect(core)
    await organizer.screen.choosePin({ pin: '4711', idleMinutes: null })
    const { path, documents, files } = core.parts.folder
    const [pin, elsewhere] = [join(path, 'organizer-pin.json'), join(path, 'kiosk-pin.json')]
    expect((await files.read(pin)).length).toBeGreaterThan(10)
    await cp(pin, elsewhere)
    await expect(files.read(elsewhere)).rejects.toMatchObject({ data: { file: 'kiosk-pin.json' } })
    await cp(pin, join(documents, 'organizer-pin.json'))
    await expect(files.read(join(documents, 'organizer-pin.json'))).rejects.toMatchObject({
      code: 'FILE_CHANGED',
    })
  })

  it('rebuilds a snapshot that was changed or comes from another folder', async () => {
    const { core } = await eveningWithBackup()
    await protect(core)
    const { path, snapshot } = core.parts.folder
    const names = namesIn(core)
    await core.close()
    expect(isSealed(await readFile(snapshot))).toBe(true)
    await writeFile(snapshot, JSON.stringify({ format: 2, seq: 0 }))
    const again = await runningCore({ dataDir: path, access: byPassphrase })
    expect(again.parts.handler.opened.notices).toEqual(['snapshot-rebuilt'])
    expect(namesIn(again)).toEqual(names)
  })
})

describe('a stick with a protected evening', () => {
  it('is gone on with by whoever has the passphrase or the recovery key, and by nobody else', async () => {
    const { core, place } = await eveningWithBackup()
    const recoveryKey = await protect(core)
    await nextGuest(core)
    await core.parts.backup.follow()
    const names = namesIn(core)
    const dataDir = join(await temporaryFolder(), 'new')
    await expect(restoreBackup({ from: place, dataDir })).rejects.toMatchObject({
      code: 'FOLDER_LOCKED',
      data: { reason: 'backup' },
    })
    const wrong = { by: 'passphrase', passphrase: 'falsch' } as const
    await expect(restoreBackup({ from: place, dataDir, secret: wrong })).rejects.toMatchObject({
      code: 'SECRET_WRONG',
    })
    const system = systemOf('Bernd')
    const secret = { by: 'recovery-key', key: recoveryKey } as const
    const restored = await restoreBackup({ from: place, dataDir, secret, system, host: 'RECHNER-2' })
    expect(restored).toMatchObject({ missingFiles: [], isMarked: true })
    const again = await hostCalled('RECHNER-2', dataDir, {}, { system })
    expect(namesIn(again)).toEqual(names)
    expect(again.parts.handler.state.takeover.last).toMatchObject({ host: 'RECHNER-1' })
    await expectNothingInClear(dataDir, again)
  })

  it('is gone on with from the first page, which asks for what opens it', async () => {
    const { core, place } = await eveningWithBackup()
    await protect(core)
    await core.parts.backup.follow()
    const names = namesIn(core)
    const fresh = await hostCalled('RECHNER-2')
    const organizer = organizerOf(fresh)
    await expect(organizer.backup.restore({ place })).rejects.toMatchObject({ code: 'FOLDER_LOCKED' })
    const wrong = { by: 'passphrase', passphrase: 'falsch' } as const
    await expect(organizer.backup.restore({ place, secret: wrong })).rejects.toMatchObject({
      code: 'SECRET_WRONG',
    })
    await organizer.backup.restore({ place, ...byPassphrase })
    expect(namesIn(fresh)).toEqual(names)
    await nextGuest(fresh)
    await fresh.parts.backup.follow()
    await expectNothingInClear(fresh.parts.folder.path, fresh)
    await expectNothingInClear(place, fresh)
  })

  it('pulled while its copy in clear was being replaced still lets another computer go on', async () => {
    const { core, place } = await eveningWithBackup()
    const halfDone = join(await temporaryFolder(), 'half')
    await cp(place, halfDone, { recursive: true })
    await protect(core)
    await core.parts.backup.follow()
    await cp(onStick(place, 'keys'), onStick(halfDone, 'keys'), { recursive: true })
    const [blob = ''] = await readdir(onStick(place, 'blobs'))
    await cp(onStick(place, 'blobs', blob), onStick(halfDone, 'blobs', blob))
    const dataDir = join(await temporaryFolder(), 'new')
    const restored = await restoreBackup({ from: halfDone, dataDir, ...byPassphrase })
    expect(restored.missingFiles).toEqual([])
    const again = await runningCore({ dataDir, access: byPassphrase })
    expect(namesIn(again)).toEqual(namesIn(core))
    await expectNothingInClear(dataDir, again)
  })

  it('leaves nothing behind where going on failed', async () => {
    const { core, place } = await eveningWithBackup()
    await protect(core)
    await core.parts.backup.follow()
    const journal = onStick(place, 'journal.jsonl')
    const bytes = await readFile(journal)
    bytes[Math.floor(bytes.length / 2)] = 0x21
    await writeFile(journal, bytes)
    const dataDir = join(await temporaryFolder(), 'new')
    await expect(restoreBackup({ from: place, dataDir, ...byPassphrase })).rejects.toMatchObject({
      code: 'JOURNAL_DAMAGED',
    })
    const fresh = await hostCalled('RECHNER-2')
    await expect(organizerOf(fresh).backup.restore({ place, ...byPassphrase })).rejects.toMatchObject({
      code: 'JOURNAL_DAMAGED',
    })
    await organizerOf(fresh).ceremony.loadSample({ commandId: newCommandId() })
    expect((await organizerOf(fresh).protection.status()).isOn).toBe(false)
  })
})

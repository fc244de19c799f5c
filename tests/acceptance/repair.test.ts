/** A damaged journal and missing files: named, offered the backup or the good part, and never mended by itself. */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { newCommandId } from '../../src/core/core-parts.ts'
import type { Core } from '../../src/core/core.ts'
import { verifyJournal } from '../../src/core/journal/verify.ts'
import { mappe } from '../fixtures/cli.ts'
import { byPassphrase, filesTelling, protect } from '../fixtures/protection.ts'
import { runningServer, socketClient } from '../fixtures/running-core.ts'
import { eveningWithBackup, hostCalled, nextGuest, onStick, organizerOf, stick } from '../fixtures/backups.ts'

const arrivals = ({ parts }: Core) => Object.keys(parts.handler.state.arrivals).length

/** Three guests are in; then one bit of entry `entry` falls over while the host is off. */
async function damagedAt(entry: number, { isEncrypted = false } = {}) {
  const { core, place } = await eveningWithBackup()
  if (isEncrypted) await protect(core)
  for (let guest = 0; guest < 3; guest += 1) await nextGuest(core)
  await core.parts.backup.follow()
  const { path, journal } = core.parts.folder
  await core.close()
  const whole = await readFile(journal)
  let line = 0
  for (let count = 1; count < entry; count += 1) line = whole.indexOf('\n', line) + 1
  await writeFile(journal, whole.with(line + 60, whole[line + 60]! ^ 1))
  await rm(core.parts.folder.snapshot, { force: true })
  const again = await hostCalled('RECHNER-1', path, {}, isEncrypted ? byPassphrase : {})
  return { core: again, organizer: organizerOf(again), place, whole, entry }
}

const LAST_ARRIVAL = 11

describe('a damaged journal', () => {
  it('is opened for reading, with the damage, the good part and the backup named', async () => {
    const { core, organizer, whole } = await damagedAt(LAST_ARRIVAL)
    const entries = whole.toString('utf8').trimEnd().split('\n').length
    expect(await organizer.backup.damage()).toMatchObject({
      journal: { entry: LAST_ARRIVAL, entries: LAST_ARRIVAL - 1, at: expect.stringMatching(/^\d{4}-/) },
      backup: { entries, continues: true },
    })
    expect(arrivals(core)).toBe(2)
    await expect(nextGuest(core)).rejects.toMatchObject({
      code: expect.stringMatching(/JOURNAL|DISK|SUPERSEDED/),
    })
    expect((await organizer.host.status()).notices).toContain('journal-damaged')
    // one cause, one question: not also that somebody else might be going on
    expect(await organizer.backup.status()).toMatchObject({ superseded: null })
  })

  it('lets an organizer in who comes by the address of the start, before and after it is decided', async () => {
    const { core, entry } = await damagedAt(LAST_ARRIVAL)
    const server = await runningServer(core)
    const stranger = await socketClient(server, null)
    const answer = await stranger.stations.redeem({ code: core.inviteOrganizer() })
    const token = 'token' in answer ? answer.token : ''
    const page = await socketClient(server, token)
    expect((await page.backup.damage()).journal).toMatchObject({ entry })
    await page.backup.repair({ way: 'backup' })
    expect(await (await socketClient(server, token)).host.status()).toMatchObject({
      station: { role: 'organizer' },
      notices: [],
    })
    const { stations } = core.parts.handler.state
    expect(Object.values(stations).filter(({ role }) => role === 'organizer')).toHaveLength(1)
  })

  it('leaves the backup as it is, however long the host is looked at', async () => {
    const { core, place, whole } = await damagedAt(LAST_ARRIVAL)
    await core.parts.backup.follow()
    expect((await readFile(onStick(place, 'journal.jsonl'))).equals(whole)).toBe(true)
  })

  it('is gone on with from the backup: nothing is lost, and the damaged one is kept', async () => {
    const { core, organizer, entry } = await damagedAt(LAST_ARRIVAL)
    const damaged = await readFile(core.parts.folder.journal)
    const view = await organizer.backup.repair({ way: 'backup' })
    expect(view).toMatchObject({ journal: null, missing: [] })
    expect(arrivals(core)).toBe(3)
    await nextGuest(core)
    expect(arrivals(core)).toBe(4)
    const { repaired } = core.parts.handler.state
    expect(repaired).toMatchObject({
      way: 'backup',
      entry,
      keptAs: expect.stringContaining('journal-beschaedigt-'),
    })
    expect((await readFile(join(core.parts.folder.path, repaired!.keptAs))).equals(damaged)).toBe(true)
    expect(await verifyJournal(await readFile(core.parts.folder.journal))).toMatchObject({ ok: true })
    expect(await organizer.backup.status()).toMatchObject({ superseded: null })
  })

  it('is gone on with from its good part, where a person says so', async () => {
    const { core, organizer } = await damagedAt(LAST_ARRIVAL)
    await organizer.backup.repair({ way: 'good-part' })
    expect(arrivals(core)).toBe(2)
    expect(core.parts.handler.state.repaired).toMatchObject({ way: 'good-part', entries: LAST_ARRIVAL - 1 })
    expect(await verifyJournal(await readFile(core.parts.folder.journal))).toMatchObject({ ok: true })
    // the stick knows more than this computer now: that is said, and decided by a person
    await core.parts.backup.follow()
    expect(await organizer.backup.status()).toMatchObject({ superseded: { reason: 'backup-is-ahead' } })
    await organizer.backup.goOnHere({ reason: 'Stick war von gestern', commandId: newCommandId() })
    await nextGuest(core)
    expect(arrivals(core)).toBe(3)
  })

  it('stays gone on with after a restart', async () => {
    const { core } = await damagedAt(LAST_ARRIVAL)
    await organizerOf(core).backup.repair({ way: 'backup' })
    await core.close()
    const again = await hostCalled('RECHNER-1', core.parts.folder.path)
    expect((await organizerOf(again).backup.damage()).journal).toBeNull()
    expect(arrivals(again)).toBe(3)
  })

  it('is not taken from a backup of another evening, and stays as it is then', async () => {
    const { core, organizer, place } = await damagedAt(LAST_ARRIVAL)
    const other = await eveningWithBackup()
    await writeFile(onStick(place, 'journal.jsonl'), await readFile(onStick(other.place, 'journal.jsonl')))
    await writeFile(onStick(place, 'backup.json'), await readFile(onStick(other.place, 'backup.json')))
    const before = await readFile(core.parts.folder.journal)
    expect((await organizer.backup.damage()).backup).toMatchObject({ continues: false })
    await expect(organizer.backup.repair({ way: 'backup' })).rejects.toMatchObject({
      code: 'BACKUP_UNUSABLE',
    })
    expect((await readFile(core.parts.folder.journal)).equals(before)).toBe(true)
    expect(await readdir(core.parts.folder.path)).not.toContainEqual(expect.stringContaining('beschaedigt'))
  })

  it('is nothing to go on with where it is whole', async () => {
    const { organizer } = await eveningWithBackup()
    await expect(organizer.backup.repair({ way: 'good-part' })).rejects.toMatchObject({
      code: 'NOT_ALLOWED_NOW',
      data: { reason: 'not-damaged' },
    })
  })
})

describe('a damaged journal in an encrypted folder', () => {
  it('is gone on with from the encrypted backup: nothing is lost, and nothing is in clear', async () => {
    const { core, organizer, place } = await damagedAt(LAST_ARRIVAL, { isEncrypted: true })
    expect(await organizer.backup.damage()).toMatchObject({
      journal: { entry: LAST_ARRIVAL },
      backup: { continues: true },
    })
    expect(await organizer.backup.repair({ way: 'backup' })).toMatchObject({ journal: null, missing: [] })
    await nextGuest(core)
    expect(arrivals(core)).toBe(4)
    await core.close()
    const { path } = core.parts.folder
    for (const folder of [path, place]) expect(await filesTelling(folder, ['Walter', 'Weber'])).toEqual([])
    const again = await hostCalled('RECHNER-1', path, {}, byPassphrase)
    expect(again.parts.handler.opened.notices).toEqual([])
    expect(arrivals(again)).toBe(4)
  })

  it('is gone on with from its good part, and the next opening finds it whole', async () => {
    const { core, organizer } = await damagedAt(LAST_ARRIVAL, { isEncrypted: true })
    await organizer.backup.repair({ way: 'good-part' })
    expect(arrivals(core)).toBe(2)
    await organizer.backup.goOnHere({ reason: 'Stick war von gestern', commandId: newCommandId() })
    await nextGuest(core)
    const { path } = core.parts.folder
    await core.close()
    expect(await filesTelling(path, ['Walter', 'Weber'])).toEqual([])
    const again = await hostCalled('RECHNER-1', path, {}, byPassphrase)
    expect(again.parts.handler.opened.notices).toEqual([])
    expect(arrivals(again)).toBe(3)
  })
})

describe('missing files', () => {
  it('are named by what they are, and come back from the backup', async () => {
    const { organizer, core } = await withSample()
    const { sha256 } = core.parts.handler.state.agreement!
    expect((await organizer.backup.damage()).missing).toEqual([])
    await core.parts.backup.follow()
    await rm(join(core.parts.folder.blobs, sha256))
    expect((await organizer.backup.damage()).missing).toEqual([
      { sha256, kind: 'agreement', document: 0, of: '' },
    ])
    expect((await organizer.host.status()).notices).toEqual(['files-missing'])
    expect((await organizer.backup.fetchMissing()).missing).toEqual([])
    expect((await organizer.host.status()).notices).toEqual([])
    expect(await core.parts.blobs.hasBlob(sha256)).toBe(true)
  })

  it('that are damaged in the backup, too, stay missing', async () => {
    const { organizer, core, place } = await withSample()
    const { sha256 } = core.parts.handler.state.agreement!
    await core.parts.backup.follow()
    await rm(join(core.parts.folder.blobs, sha256))
    await writeFile(onStick(place, 'blobs', sha256), 'something else')
    expect((await organizer.backup.fetchMissing()).missing).toMatchObject([{ sha256 }])
    expect(await readdir(core.parts.folder.blobs)).not.toContain(sha256)
  })
})

describe('mappe verify, given a folder', () => {
  it('names a file that the journal needs and that is gone', async () => {
    const { core } = await withSample()
    const { sha256 } = core.parts.handler.state.agreement!
    const { path, blobs } = core.parts.folder
    expect(await mappe('verify', path)).toMatchObject({ code: 0, stderr: '' })
    await rm(join(blobs, sha256))
    const { code, stderr } = await mappe('verify', path)
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `Es fehlen Dateien: die Vereinbarung blobs/${sha256}.\n`,
    })
  })
})

async function withSample() {
  const place = await stick()
  const core = await hostCalled('RECHNER-1')
  const organizer = organizerOf(core)
  await organizer.ceremony.loadSample({ commandId: newCommandId() })
  await organizer.backup.choose({ place })
  return { core, organizer, place }
}

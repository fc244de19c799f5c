/** Sticks on which backups were kept before: a deletion names those it cannot reach, and is carried out on them once they are back. */
import { mkdir, readFile, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { newCommandId } from '../../src/core/core-parts.ts'
import type { Core } from '../../src/core/core.ts'
import { restoreBackup } from '../../src/core/backup/restore.ts'
import type { AttendeeId } from '../../src/shared/domain/ids.ts'
import { eveningWithBackup, hostCalled, onStick, organizerOf, stick } from '../fixtures/backups.ts'
import { findInFolder } from '../fixtures/byte-search.ts'
import { byPassphrase, protect } from '../fixtures/protection.ts'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'

const again = () => ({ commandId: newCommandId() })
const isAway = (place: string) => rename(place, `${place}-away`)
const isBack = (place: string) => rename(`${place}-away`, place)

const guestNamed = (core: Core, name: string): AttendeeId =>
  Object.values(core.parts.handler.state.attendees).find(({ lastName }) => lastName === name)!.id

const eraseGuest = (core: Core, name: string) =>
  organizerOf(core).privacy.erase({
    subject: { what: 'person', attendeeId: guestNamed(core, name) },
    why: 'requested',
    ...again(),
  })

/** A backup was kept on one stick, then on another; the first was taken away. */
async function eveningWithTwoSticks() {
  const { core, organizer, place: first } = await eveningWithBackup()
  const second = await stick()
  await organizer.backup.choose({ place: second })
  await core.parts.backup.follow()
  await isAway(first)
  return { core, organizer, first, second }
}

const outdatedOf = (core: Core) => core.parts.backup.remembered.outdated()

describe('a stick that was taken away', () => {
  it('is named by a deletion with its last time, and in the protocol, without a word of the person', async () => {
    const { core, organizer, first, second } = await eveningWithTwoSticks()
    const { outdatedCopies } = await eraseGuest(core, 'Winter')
    expect(outdatedCopies).toEqual([
      { id: expect.any(String), place: first, lastAt: expect.stringMatching(/^\d{4}-/), isEarlier: true },
    ])
    expect(await findInFolder(second, ['Winter'])).toEqual([])
    expect((await organizer.privacy.status()).outdatedCopies).toEqual(outdatedCopies)
    const { file } = await organizer.privacy.protocol({ format: 'json' })
    const protocol = Buffer.from(await file.arrayBuffer()).toString('utf8')
    expect(JSON.parse(protocol)).toMatchObject({ outdatedCopies: [{ place: first }] })
    expect(protocol).not.toContain('Winter')
  })

  it('is cleared of the person once it is back, and can be gone on with', async () => {
    const { core, first } = await eveningWithTwoSticks()
    await eraseGuest(core, 'Winter')
    await isBack(first)
    expect((await findInFolder(first, ['Winter'])).length).toBeGreaterThan(0)
    await core.parts.backup.remembered.attend()
    expect(await findInFolder(first, ['Winter'])).toEqual([])
    expect(outdatedOf(core)).toEqual([])
    await core.close()
    const dataDir = join(await temporaryFolder(), 'data')
    expect(await restoreBackup({ from: first, dataDir })).toMatchObject({ missingFiles: [] })
  })

  it('is still remembered after a restart', async () => {
    const { core, first } = await eveningWithTwoSticks()
    await eraseGuest(core, 'Winter')
    await core.close()
    const reopened = await hostCalled('RECHNER-1', core.parts.folder.path)
    expect(outdatedOf(reopened)).toMatchObject([{ place: first, isEarlier: true }])
    await isBack(first)
    await reopened.parts.backup.remembered.attend()
    expect(await findInFolder(first, ['Winter'])).toEqual([])
  })

  it('is still remembered by the computer that goes on from the other one', async () => {
    const { core, first, second } = await eveningWithTwoSticks()
    await eraseGuest(core, 'Winter')
    await core.close()
    const dataDir = join(await temporaryFolder(), 'data')
    await restoreBackup({ from: second, dataDir, host: 'RECHNER-2' })
    const next = await hostCalled('RECHNER-2', dataDir)
    expect(outdatedOf(next)).toMatchObject([{ place: first }])
  })

  it('is told from another stick at the same place', async () => {
    const { core, organizer, place } = await eveningWithBackup()
    await isAway(place)
    await mkdir(place)
    await organizer.backup.choose({ place })
    await core.parts.backup.follow()
    await eraseGuest(core, 'Winter')
    expect(await findInFolder(place, ['Winter'])).toEqual([])
    expect(outdatedOf(core)).toMatchObject([{ place, isEarlier: true }])
  })

  it('is no earlier one any more once it is chosen again', async () => {
    const { core, organizer, first, second } = await eveningWithTwoSticks()
    await isBack(first)
    await organizer.backup.choose({ place: first })
    await core.parts.backup.follow()
    await isAway(second)
    const { outdatedCopies } = await eraseGuest(core, 'Winter')
    expect(outdatedCopies).toMatchObject([{ place: second, isEarlier: true }])
    expect(await findInFolder(first, ['Winter'])).toEqual([])
  })

  it('is forgotten when a person says that it is destroyed', async () => {
    const { core, organizer } = await eveningWithTwoSticks()
    const { outdatedCopies } = await eraseGuest(core, 'Winter')
    await organizer.backup.forgetEarlier({ id: outdatedCopies[0]!.id })
    expect((await organizer.privacy.status()).outdatedCopies).toEqual([])
  })
})

describe('the stick of the present backup', () => {
  it('is named as well while it is away, and cleared when it is back', async () => {
    const { core, place } = await eveningWithBackup()
    await isAway(place)
    const { outdatedCopies } = await eraseGuest(core, 'Winter')
    expect(outdatedCopies).toMatchObject([{ place, isEarlier: false }])
    await isBack(place)
    await core.parts.backup.follow()
    expect(outdatedOf(core)).toEqual([])
    expect(await findInFolder(place, ['Winter'])).toEqual([])
  })

  it('is remembered when the backup is ended', async () => {
    const { core, organizer, place } = await eveningWithBackup()
    await organizer.backup.stop()
    await isAway(place)
    expect((await eraseGuest(core, 'Winter')).outdatedCopies).toMatchObject([{ place, isEarlier: true }])
    await isBack(place)
    await core.parts.backup.remembered.attend()
    expect(await findInFolder(place, ['Winter'])).toEqual([])
  })
})

describe('in an encrypted folder', () => {
  it('a copy in clear from before is cleared and encrypted when it is back', async () => {
    const { core, first } = await eveningWithTwoSticks()
    await protect(core)
    await eraseGuest(core, 'Winter')
    await isBack(first)
    await core.parts.backup.remembered.attend()
    expect(await findInFolder(first, ['Winter', 'Walter'])).toEqual([])
    await core.close()
    const dataDir = join(await temporaryFolder(), 'data')
    await restoreBackup({ from: first, dataDir, ...byPassphrase })
    const next = await hostCalled('RECHNER-2', dataDir, {}, byPassphrase)
    expect(guestNamed(next, 'Walter')).toBeDefined()
    expect(await findInFolder(dirname(core.parts.folder.path), [first])).toEqual([])
  })
})

describe('deleting the whole ceremony', () => {
  it('removes the copies it reaches and names those it does not, on the page and in the protocol', async () => {
    const [first, second, third] = [await stick(), await stick(), await stick()]
    const core = await hostCalled('RECHNER-1')
    const organizer = organizerOf(core)
    await organizer.ceremony.loadSample(again())
    for (const place of [first, second, third]) {
      await organizer.backup.choose({ place })
      await core.parts.backup.follow()
    }
    await isAway(first)
    await organizer.documents.archive()
    const { title } = core.parts.handler.state.ceremony!
    const { isBackupDeleted, copiesLeft } = await organizer.privacy.eraseCeremony({ title, ...again() })
    expect({ isBackupDeleted, copiesLeft }).toEqual({
      isBackupDeleted: true,
      copiesLeft: [{ place: first, lastAt: expect.stringMatching(/^\d{4}-/) }],
    })
    for (const place of [second, third])
      await expect(readFile(onStick(place, 'journal.jsonl'))).rejects.toMatchObject({ code: 'ENOENT' })
    expect((await organizer.privacy.status()).formerCopiesLeft).toEqual(copiesLeft)
    const { file } = await organizer.privacy.formerProtocol({ format: 'pdf' })
    expect(file.size).toBeGreaterThan(1000)
  })
})

/** The end of a ceremony: an archive first, the title by hand, and then nothing is left but a protocol that names nobody. */
import { cp, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { newCommandId } from '../../src/core/core-parts.ts'
import { CEREMONY_PROTOCOL } from '../../src/core/sealing/document-names.ts'
import { formerProtocolSchema, noteDeletion } from '../../src/core/privacy/former-ceremony.ts'
import type { Core } from '../../src/core/core.ts'
import { findInFolder } from '../fixtures/byte-search.ts'
import { inFolder } from '../fixtures/door-folder.ts'
import { markedEvening, organizerOf, WORDS } from '../fixtures/marked-person.ts'
import { pairedStation, runningCore } from '../fixtures/running-core.ts'

const again = () => ({ commandId: newCommandId() })
const titleOf = (core: Core) => core.parts.handler.state.ceremony!.title

async function archivedEvening() {
  const evening = await markedEvening()
  await evening.organizer.documents.archive()
  await evening.core.parts.backup.follow()
  return evening
}

describe('deleting a whole ceremony', { timeout: 60_000 }, () => {
  it('asks for the title and for an archive of everything up to now', async () => {
    const { core, organizer } = await markedEvening()
    const title = titleOf(core)
    const asked = (given: string) => organizer.privacy.eraseCeremony({ title: given, ...again() })
    await expect(asked(title)).rejects.toMatchObject({ data: { reason: 'archive-first' } })
    await organizer.documents.archive()
    await expect(asked('Irgendwas')).rejects.toMatchObject({ code: 'INPUT_INVALID' })
    await organizer.stations.invite({ role: 'reception', name: 'Schalter' })
    const { archive } = await organizer.privacy.status()
    expect(archive?.isCurrent).toBe(true)
    await pairedStation(core, 'reception')
    await expect(asked(title)).rejects.toMatchObject({ data: { reason: 'archive-first' } })
    expect(core.parts.handler.state.ceremony).not.toBeNull()
  })

  it('leaves a protocol without names, here and nothing in the backup, and begins anew', async () => {
    const { core, organizer, dataDir, place } = await archivedEvening()
    await writeFile(join(dataDir, 'fremd.txt'), 'gehört jemand anderem')
    const title = titleOf(core)
    const { entries } = { entries: core.parts.handler.head.seq }
    const { isBackupDeleted } = await organizer.privacy.eraseCeremony({ title, ...again() })
    expect(isBackupDeleted).toBe(true)
    const names = [...WORDS, title, 'Walter', 'Landkreis Tübingen']
    expect(await findInFolder(dirname(dataDir), names)).toEqual([])
    expect(await readdir(place)).toEqual([])
    expect((await readdir(join(dataDir, 'documents'))).toSorted()).toEqual([CEREMONY_PROTOCOL])
    expect(await readdir(join(dataDir, 'blobs'))).toEqual([])
    expect(await readFile(join(dataDir, 'fremd.txt'), 'utf8')).toBe('gehört jemand anderem')
    const protocol = formerProtocolSchema.parse(
      JSON.parse(await readFile(join(dataDir, 'documents', CEREMONY_PROTOCOL), 'utf8')),
    )
    expect(protocol).toMatchObject({ status: 'done', journal: { entries }, rule: 'not-needed' })
    expect(protocol.counts['guests']).toBeGreaterThan(100)
    expect(core.parts.handler.state.ceremony).toBeNull()
    expect((await organizer.privacy.formerProtocol({ format: 'pdf' })).file.size).toBeGreaterThan(1000)
    // the answer was lost and it is asked once more
    expect(await organizer.privacy.eraseCeremony({ title, ...again() })).toMatchObject({
      isBackupDeleted: true,
    })
    await organizer.ceremony.loadSample(again())
    expect(titleOf(core)).toBe(title)
  })

  it('says so where the backup is away, and never touches what is not its own there', async () => {
    const { core, organizer, place } = await archivedEvening()
    await rename(place, `${place}-away`)
    const { isBackupDeleted } = await organizer.privacy.eraseCeremony({ title: titleOf(core), ...again() })
    expect(isBackupDeleted).toBe(false)
    expect((await readdir(`${place}-away`)).length).toBe(1)
  })

  it('is finished at the next start when the power went', async () => {
    const { core, dataDir, place } = await archivedEvening()
    const copy = join(dirname(place), 'copy')
    await cp(dataDir, copy, { recursive: true, filter: (path) => !path.endsWith('folder.lock') })
    const { head, journal } = core.parts.handler
    const first = (await journal.entriesSince(0))[0]!.hash
    await core.close()
    const note = formerProtocolSchema.parse({
      kind: 'unterschriftenmappe-loeschprotokoll',
      format: 1,
      status: 'begun',
      at: '2026-01-01T00:00:00.000Z',
      evening: '2017-02-21',
      by: 'Leitung',
      rule: 'not-needed',
      counts: {},
      journal: { entries: head.seq, first, head: head.hash },
      archiveAt: '',
      programVersion: '0',
    })
    await noteDeletion({ documents: join(copy, 'documents') }, note)
    await inFolder(copy, (host) => {
      expect(host.parts.handler.state.ceremony).toBeNull()
      return Promise.resolve()
    })
    expect(await findInFolder(copy, WORDS)).toEqual([])
    expect(await findInFolder(place, WORDS)).toEqual([])
  })

  it('leaves a backup alone that by now is of another ceremony, at the same place', async () => {
    const { core, organizer, place } = await archivedEvening()
    const other = await runningCore({ backup: { host: 'ANDERER', lookAgainMs: 2 ** 30 } })
    await organizerOf(other).ceremony.loadSample(again())
    await rename(place, `${place}-old`)
    await mkdir(place)
    await organizerOf(other).backup.choose({ place })
    await other.parts.backup.follow()
    const before = await readdir(place, { recursive: true })
    const { isBackupDeleted } = await organizer.privacy.eraseCeremony({ title: titleOf(core), ...again() })
    expect(isBackupDeleted).toBe(false)
    expect(await readdir(place, { recursive: true })).toEqual(before)
  })
})

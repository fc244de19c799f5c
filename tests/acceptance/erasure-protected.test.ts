/** Deletion in a folder that is encrypted: what is gone is gone for whoever has the key, too. */
import { readdir, readFile } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { newCommandId } from '../../src/core/core-parts.ts'
import type { Core } from '../../src/core/core.ts'
import { CEREMONY_PROTOCOL } from '../../src/core/sealing/document-names.ts'
import { isSealed } from '../../src/core/folder/folder-files.ts'
import { linesOf, openedLine } from '../../src/core/journal/entry-seal.ts'
import { onStick } from '../fixtures/backups.ts'
import { findInFolder } from '../fixtures/byte-search.ts'
import type { Opener } from '../fixtures/byte-search.ts'
import { markedEvening, onPaper, organizerOf, WORDS } from '../fixtures/marked-person.ts'
import { byPassphrase, protect } from '../fixtures/protection.ts'
import { runningCore } from '../fixtures/running-core.ts'

const again = () => ({ commandId: newCommandId() })

/** A journal as somebody reads it who has the key. */
async function opened(core: Core, file: string): Promise<string> {
  const key = core.parts.folder.files.key!
  return Array.from(linesOf(await readFile(file)), (line) => openedLine(line, key).toString('utf8')).join('')
}

/** Every file as somebody reads it who has the key: here, and on the stick, where it lies under the same name. */
const withKey =
  (core: Core, place: string): Opener =>
  (file, bytes) => {
    const { files, path } = core.parts.folder
    if (basename(file).startsWith('journal'))
      return Buffer.concat(Array.from(linesOf(bytes), (line) => openedLine(line, files.key!)))
    const copy = relative(onStick(place), file)
    const own = copy.startsWith('..') ? file : join(path, copy)
    return isSealed(bytes) ? files.opened(own, bytes) : bytes
  }

const wordsIn = (text: string) => WORDS.filter((word) => text.includes(word))

describe('in an encrypted folder', { timeout: 60_000 }, () => {
  it('a deleted person is in no entry, snapshot or backup that the key opens', async () => {
    const { core, organizer, person, place, dataDir, ink } = await markedEvening()
    await protect(core)
    await onPaper({ core, organizer }, person)
    const { folder } = core.parts
    const everywhere = () => findInFolder(dirname(dataDir), WORDS, withKey(core, place))
    // the key opens journal, snapshot, the papers made and what lies on the stick
    const before = await everywhere()
    expect(new Set(before.map(({ word }) => word))).toEqual(new Set(WORDS))
    for (const name of ['data/journal.jsonl', 'data/snapshot.json', 'data/documents/archiv-', 'stick/'])
      expect(before.filter(({ file }) => file.includes(name)).length, name).toBeGreaterThan(0)
    expect(await findInFolder(join(dataDir, 'blobs'), WORDS)).toEqual([])
    const copy = onStick(place, 'journal.jsonl')
    expect(wordsIn(await opened(core, folder.journal))).toEqual([...WORDS])
    expect(wordsIn(await opened(core, copy))).toEqual([...WORDS])

    await organizer.privacy.erase({
      subject: { what: 'person', attendeeId: person },
      why: 'requested',
      ...again(),
    })
    await core.parts.backup.follow()

    expect(await everywhere()).toEqual([])
    expect(wordsIn(await opened(core, folder.journal))).toEqual([])
    expect(wordsIn(await opened(core, copy))).toEqual([])
    expect(wordsIn((await folder.files.read(folder.snapshot)).toString('utf8'))).toEqual([])
    expect(await core.parts.blobs.listBlobs()).not.toContain(ink)
    expect(await core.parts.handler.journal.verify()).toMatchObject({ ok: true })
    expect((await readFile(copy)).equals(await readFile(folder.journal))).toBe(true)

    const { present } = core.parts.handler.state
    await core.close()
    const later = await runningCore({ dataDir, access: byPassphrase })
    expect(later.parts.handler.state.attendees[person]).toBeUndefined()
    expect(later.parts.handler.state.present).toBe(present)
    expect(later.parts.handler.opened.notices).toEqual([])
  })

  it('a ceremony deleted as a whole takes its key along, and the folder begins anew', async () => {
    const { core, organizer, dataDir } = await markedEvening()
    await protect(core)
    await organizer.documents.archive()
    const title = core.parts.handler.state.ceremony!.title
    await organizer.privacy.eraseCeremony({ title, ...again() })
    expect(await organizer.protection.status()).toMatchObject({ isOn: false })
    expect((await readdir(join(dataDir, 'documents'))).toSorted()).toEqual([CEREMONY_PROTOCOL])
    await organizer.ceremony.loadSample(again())
    await core.close()
    const later = await runningCore({ dataDir })
    expect(later.parts.handler.state.ceremony).not.toBeNull()
    expect((await organizerOf(later).privacy.formerProtocol({ format: 'json' })).file.size).toBeGreaterThan(
      100,
    )
  })
})

/** A person asks to be deleted in the midst of an evening: not a byte is left, and everything else goes on. */
import { readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { newCommandId } from '../../src/core/core-parts.ts'
import { evolveAll, emptyState } from '../../src/shared/domain/evolve.ts'
import { DELETED } from '../../src/shared/domain/privacy/redaction-scope.ts'
import { onStick } from '../fixtures/backups.ts'
import { findInFolder } from '../fixtures/byte-search.ts'
import {
  guestNamed,
  MARKS,
  markedEvening,
  onPaper,
  organizerOf,
  signatureOf,
  WORDS,
} from '../fixtures/marked-person.ts'
import { runningCore } from '../fixtures/running-core.ts'

const again = () => ({ commandId: newCommandId() })
const person = (attendeeId: Parameters<typeof signatureOf>[1]) => ({
  subject: { what: 'person' as const, attendeeId },
  why: 'requested' as const,
})

describe('deleting a person', { timeout: 60_000 }, () => {
  it('leaves no byte of them in data folder, backup and temporary files, and the evening goes on', async () => {
    const { core, organizer, person: id, dataDir, place, ink } = await markedEvening()
    await onPaper({ core, organizer }, id)
    await writeFile(join(dirname(onStick(place, 'journal.jsonl')), 'journal.jsonl.x.tmp'), MARKS.email)
    const everywhere = dirname(dataDir)
    await writeFile(join(dataDir, 'journal-beschaedigt-20260101000000.jsonl'), MARKS.note)
    const before = await findInFolder(everywhere, WORDS)
    // the search finds what is there: every word, the snapshot, the archive, the backup, the printed list
    expect(new Set(before.map(({ word }) => word))).toEqual(new Set(WORDS))
    for (const name of ['data/journal.jsonl', 'data/snapshot.json', 'stick/', 'archiv-', '.tmp'])
      expect(before.filter(({ file }) => file.includes(name)).length, name).toBeGreaterThan(0)
    expect(await core.parts.blobs.listBlobs()).toContain(ink)
    const { state } = core.parts.handler
    const kept = { present: state.present, guests: Object.keys(state.attendees).length, seq: state.seq }

    await organizer.privacy.erase({ ...person(id), ...again() })

    expect(await findInFolder(everywhere, WORDS)).toEqual([])
    expect(await core.parts.blobs.listBlobs()).not.toContain(ink)
    // names lie in PDFs as numbers of glyphs: no list, letter or archive is left in which to look
    expect(await readdir(join(dataDir, 'documents'))).toEqual([])
    await expect(readFile(onStick(place, 'blobs', ink))).rejects.toMatchObject({ code: 'ENOENT' })
    const after = core.parts.handler.state
    expect(after.attendees[id]).toBeUndefined()
    expect(Object.keys(after.attendees)).toHaveLength(kept.guests - 1)
    expect(after.present).toBe(kept.present)
    expect(after.seq).toBe(kept.seq + 1)
    expect(await core.parts.handler.journal.verify()).toMatchObject({ ok: true, entries: kept.seq + 1 })
    await organizer.checkIn.undo({
      attendeeId: guestNamed(core, 'Nachbarin').id,
      reason: 'Probe',
      ...again(),
    })
    expect(core.parts.handler.state.present).toBe(kept.present - 1)
  })

  it('takes only this person from what concerns others, too', async () => {
    const { core, organizer, person: id } = await markedEvening()
    await onPaper({ core, organizer }, id)
    await organizer.privacy.erase({ ...person(id), ...again() })
    const { state } = core.parts.handler
    expect(guestNamed(core, 'Nachbarin').note).toBe(`sitzt neben ${DELETED}, erreichbar unter ${DELETED}`)
    const companion = guestNamed(core, 'Begleiter')
    expect(companion.companionOf).toBeUndefined()
    expect(state.arrivals[companion.id]).toBeDefined()
    expect(state.ceremony!.agenda.map(({ speaker }) => speaker).slice(-2)).toEqual([
      DELETED,
      'Berta Nachbarin',
    ])
    expect(state.prints.badge[guestNamed(core, 'Nachbarin').id]).toBeDefined()
    expect(state.prints.badge[id]).toBeUndefined()
    expect(state.substitutes[guestNamed(core, 'Kollege').id]).toBe(guestNamed(core, 'Standin').id)
    expect(Object.keys(state.imports.at(-1)!.added)).toEqual([
      guestNamed(core, 'Nachbarin').id,
      guestNamed(core, 'Kollege').id,
    ])
    expect(state.run.speakers.waiting).toHaveLength(3)
    expect(Object.values(state.signing)).toEqual([{ status: 'waiting', withdrawals: 1, setAside: true }])
    // the steps that can be taken back are still in order: the last one is the third speaker
    await organizer.run.takeBack(again())
    expect(core.parts.handler.state.run.speakers.waiting.map(({ name }) => name)).toEqual([DELETED, DELETED])
  })

  it('tells the same state from the journal as it goes on with, also after a restart', async () => {
    const { core, organizer, person: id, dataDir, place } = await markedEvening()
    await organizer.privacy.erase({ ...person(id), ...again() })
    const { state } = core.parts.handler
    expect(evolveAll(emptyState(), await core.parts.handler.factsSince(0))).toEqual(state)
    const live = structuredClone(state)
    await core.close()
    const reopened = await runningCore({ dataDir, backup: { host: 'RECHNER', lookAgainMs: 2 ** 30 } })
    expect(reopened.parts.handler.state).toEqual(live)
    expect(reopened.parts.handler.opened.notices).toEqual([])
    await reopened.parts.backup.follow()
    expect(await readFile(onStick(place, 'journal.jsonl'))).toEqual(
      await readFile(join(dataDir, 'journal.jsonl')),
    )
    await organizerOf(reopened).documents.archive()
    expect(await findInFolder(dirname(dataDir), WORDS)).toEqual([])
  })

  it('reaches a stick that was away as soon as it is back', async () => {
    const { core, organizer, person: id, dataDir, place } = await markedEvening()
    await rename(place, `${place}-away`)
    await organizer.privacy.erase({ ...person(id), ...again() })
    // the note that the stick is away is being written meanwhile
    await core.parts.backup.follow()
    expect(await findInFolder(dataDir, WORDS)).toEqual([])
    await rename(`${place}-away`, place)
    await core.parts.backup.follow()
    expect(await findInFolder(place, WORDS)).toEqual([])
  })

  it('can be done to two people one after the other, whoever stands beside whom', async () => {
    const { core, organizer, person: id, dataDir } = await markedEvening()
    const neighbour = guestNamed(core, 'Nachbarin')
    await organizer.privacy.erase({ ...person(neighbour.id), ...again() })
    await organizer.privacy.erase({ ...person(id), ...again() })
    const words = [...WORDS, 'Nachbarin', 'berta@haus.example']
    expect(await findInFolder(dirname(dataDir), words)).toEqual([])
    const { state, journal } = core.parts.handler
    expect(await journal.verify()).toMatchObject({ ok: true })
    expect(evolveAll(emptyState(), await core.parts.handler.factsSince(0))).toEqual(state)
  })
})

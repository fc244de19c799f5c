/** Data protection on the command line: handing a person their data, and deleting, on a folder that no host holds. */
import { readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { verifyJournal } from '../../src/core/journal/verify.ts'
import { newCommandId } from '../../src/core/core-parts.ts'
import { attendeeSchema } from '../../src/shared/domain/registry/registry.ts'
import { hostCalled, onStick, organizerOf, stick } from '../fixtures/backups.ts'
import { findInFolder } from '../fixtures/byte-search.ts'
import { mappe, mappeJson } from '../fixtures/cli.ts'
import { PASSPHRASE, protect } from '../fixtures/protection.ts'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'

const GUESTS = [
  { firstName: 'Annegret', lastName: 'Quandtmeyer-Löwe', email: 'quandt@zxcv.example' },
  { firstName: 'Kim', lastName: 'Doppelt', function: 'Haus A', email: 'kim1@zxcv.example' },
  { firstName: 'Kim', lastName: 'Doppelt', function: 'Haus B', email: 'kim2@zxcv.example' },
]

async function folderWithGuests() {
  const core = await hostCalled('RECHNER-1')
  for (const guest of GUESTS) {
    const attendee = attendeeSchema.parse({ id: newCommandId(), ...guest })
    await organizerOf(core).registry.saveAttendee({ attendee, commandId: newCommandId() })
  }
  await core.close()
  const folder = await temporaryFolder()
  return { data: core.parts.folder.path, at: (name: string) => join(folder, name) }
}

describe('mappe disclose', () => {
  it('writes what is on record of a person as PDF and JSON', async () => {
    const { data, at } = await folderWithGuests()
    const outs = ['--out', at('auskunft.pdf'), '--out', at('auskunft.json')]
    const called = await mappe('disclose', '--data', data, '--person', 'Quandtmeyer-Löwe, Annegret', ...outs)
    expect(called).toMatchObject({ code: 0, stderr: '' })
    expect((await readFile(at('auskunft.pdf'))).toString('latin1', 0, 5)).toBe('%PDF-')
    expect(JSON.parse(await readFile(at('auskunft.json'), 'utf8'))).toMatchObject({
      person: 'Annegret Quandtmeyer-Löwe',
      record: { email: 'quandt@zxcv.example' },
    })
  })

  it('asks for the id where two people bear the name, and takes it', async () => {
    const { data, at } = await folderWithGuests()
    const base = ['disclose', '--data', data, '--out', at('a.json'), '--person']
    const twice = await mappe(...base, 'Kim Doppelt')
    expect(twice.code).toBe(2)
    expect(twice.stderr).toMatch(/steht mehrmals[^]*Haus A[^]*Haus B/)
    const id = /^ {2}(\S+) .*Haus B/m.exec(twice.stderr)?.[1] ?? ''
    expect(await mappe(...base, id)).toMatchObject({ code: 0 })
    expect(await readFile(at('a.json'), 'utf8')).toContain('kim2@zxcv.example')
    expect((await mappe(...base, 'Niemand Da')).stderr).toContain('steht nicht auf der Liste')
  })
})

describe('mappe erase', () => {
  it('deletes a person to the last byte once it is sure, and writes the protocol without them', async () => {
    const { data, at } = await folderWithGuests()
    const person = ['erase', '--data', data, '--person', 'Annegret Quandtmeyer-Löwe']
    const unsure = await mappe(...person)
    expect(unsure.code).toBe(2)
    expect(unsure.stderr).toMatch(
      /Daten löschen: Annegret[^]*Das wird gelöscht:[^]*Das bleibt, und warum:[^]*--yes/,
    )
    expect((await findInFolder(data, ['Quandtmeyer'])).length).toBeGreaterThan(0)
    expect(await mappe(...person, '--yes', '--protocol', at('protokoll.json'))).toMatchObject({
      code: 0,
      stderr: '',
    })
    expect(await findInFolder(data, ['Quandtmeyer', 'quandt@zxcv.example'])).toEqual([])
    const protocol = await readFile(at('protokoll.json'), 'utf8')
    expect(JSON.parse(protocol)).toMatchObject({ deletions: [{ what: 'person', why: 'requested' }] })
    expect(protocol).not.toContain('Quandtmeyer')
    expect(await verifyJournal(await readFile(join(data, 'journal.jsonl')))).toMatchObject({ ok: true })
  })

  it('deletes one kind of data of everybody', async () => {
    const { data } = await folderWithGuests()
    const { code, json } = await mappeJson('erase', '--data', data, '--kind', 'contacts', '--yes')
    expect({ code, json }).toMatchObject({ code: 0, json: { ok: true, what: 'contacts', why: 'not-needed' } })
    expect(await findInFolder(data, ['zxcv.example'])).toEqual([])
    expect((await findInFolder(data, ['Quandtmeyer'])).length).toBeGreaterThan(0)
  })

  it('is refused while a host holds the folder, and takes one subject alone', async () => {
    const core = await hostCalled('RECHNER-1')
    const { path } = core.parts.folder
    const held = await mappe('erase', '--data', path, '--kind', 'contacts', '--yes')
    expect(held.code).toBe(1)
    expect(held.stderr).toContain('Der Datenordner ist schon geöffnet')
    const two = await mappe('erase', '--data', path, '--kind', 'contacts', '--person', 'X', '--yes')
    expect(two).toMatchObject({ code: 2, stderr: expect.stringContaining('Aufruf: mappe erase') })
  })

  it('works on an encrypted folder for whoever can open it, and names the stick that is away', async () => {
    const { data, at } = await folderWithGuests()
    const core = await hostCalled('RECHNER-1', data)
    const place = await stick()
    await organizerOf(core).backup.choose({ place })
    await core.parts.backup.follow()
    await organizerOf(core).backup.choose({ place: await stick() })
    await protect(core)
    await core.close()
    await writeFile(at('passphrase'), PASSPHRASE)
    const person = ['erase', '--data', data, '--person', 'Annegret Quandtmeyer-Löwe', '--yes']
    expect(await mappe(...person)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('verschlüsselt'),
    })
    const away = join(place, '..', 'weg')
    await rename(place, away)
    const erased = await mappe(...person, '--passphrase-file', at('passphrase'))
    expect(erased).toMatchObject({ code: 1, stderr: expect.stringContaining(place) })
    expect(erased.stderr).toContain('Bitte stecken Sie sie an oder vernichten Sie sie.')
    const disclosed = await mappe(
      'disclose',
      '--data',
      data,
      '--person',
      'Annegret Quandtmeyer-Löwe',
      '--out',
      at('a.json'),
      '--passphrase-file',
      at('passphrase'),
    )
    expect(disclosed).toMatchObject({ code: 2, stderr: expect.stringContaining('steht nicht auf der Liste') })
  })

  it('deletes the whole ceremony after an archive, if its title is given', { timeout: 120_000 }, async () => {
    const core = await hostCalled('RECHNER-1')
    const place = await stick()
    const organizer = organizerOf(core)
    await organizer.ceremony.loadSample({ commandId: newCommandId() })
    await organizer.backup.choose({ place })
    await core.parts.backup.follow()
    const { title } = core.parts.handler.state.ceremony!
    const { path } = core.parts.folder
    await core.close()
    const out = await temporaryFolder()
    const files = ['--archive', join(out, 'a.zip'), '--protocol', join(out, 'p.pdf'), '--yes']
    const base = ['erase', '--data', path, '--ceremony']
    expect(await mappe(...base, 'Irgendwas', ...files)).toMatchObject({ code: 1 })
    expect((await mappe(...base, title, '--yes')).stderr).toContain('zuerst das Archiv')
    expect(await mappe(...base, title, ...files)).toMatchObject({ code: 0, stderr: '' })
    expect((await readdir(out)).toSorted()).toEqual(['a.zip', 'p.pdf'])
    expect(await readdir(join(path, 'blobs'))).toEqual([])
    await expect(readFile(onStick(place, 'journal.jsonl'))).rejects.toMatchObject({ code: 'ENOENT' })
  })
})

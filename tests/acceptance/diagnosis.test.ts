/** A diagnosis helps to find a fault and tells of nobody: an evening with guests and stations, and every byte of the bundle looked at. */
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { unzipSync } from 'fflate'
import { expect, it } from 'vitest'
import { newCommandId } from '../../src/core/core-parts.ts'
import type { Core } from '../../src/core/core.ts'
import { handwritingOf } from '../../src/core/demo/handwriting.ts'
import { outlineOf } from '../../src/shared/ink.ts'
import type { State } from '../../src/shared/domain/state.ts'
import { findInFolder } from '../fixtures/byte-search.ts'
import { mappe, mappeJson } from '../fixtures/cli.ts'
import { MARKS, markedEvening, onPaper, WORDS } from '../fixtures/marked-person.ts'
import { pairedStation, runningServer, sampleCore, socketClient } from '../fixtures/running-core.ts'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'

type Figures = {
  journal: { ok: boolean; entries?: number; firstBad?: number; types: Record<string, number> }
  host: { stations: { role: string; isThere: boolean }[]; people: Record<string, number> } | null
}

type MarkedEvening = Awaited<ReturnType<typeof markedEvening>>

/** Typed in somewhere; a log that told one would open something. */
const SECRETS = { p12: 'sehr-geheimes-Kennwort', pin: '73519264' }

const command = () => ({ commandId: newCommandId() })
const organizerOf = (core: Core) => createRouterClient(core.router, { context: { caller: core.hostCaller } })

const textIn = (bundle: Uint8Array) =>
  Object.fromEntries(
    Object.entries(unzipSync(bundle)).map(([name, bytes]) => [name, Buffer.from(bytes).toString('utf8')]),
  )

/** Everything that was entered and could be told from a word of the program. */
function enteredIn({ attendees, partners, stations, ceremony }: State): string[] {
  const guests = Object.values(attendees).flatMap((each) => [
    each.lastName,
    each.email,
    each.phone,
    each.note,
  ])
  const others = [...Object.values(partners), ...Object.values(stations)].map(({ name }) => name)
  return [...guests, ...others, ceremony?.title ?? '', ceremony?.room ?? ''].filter(
    ({ length }) => length > 3,
  )
}

it('tells of versions, sizes, journal, stations and faults, and of no guest', async () => {
  const dataDir = join(await temporaryFolder(), 'data-von-schäfer')
  const core = await sampleCore({ dataDir })
  const server = await runningServer(core)
  const organizer = organizerOf(core)
  const { token } = await pairedStation(core, 'reception', 'Empfang Öykü')
  const desk = await socketClient(server, token)
  await desk.host.ping()
  const [guest] = Object.values(core.parts.handler.state.attendees)
  await desk.checkIn.checkIn({ attendeeId: guest!.id, companions: 0, ...command() })
  await organizer.documents.make({ kind: 'sealed-agreement' }).catch(() => {})

  const { file, fileName } = await organizer.host.diagnosis()
  const files = textIn(new Uint8Array(await file.arrayBuffer()))
  expect(fileName).toMatch(/^diagnose-\d{4}-\d\d-\d\d\.zip$/)
  expect(Object.keys(files)).toEqual(['LIESMICH.txt', 'diagnose.json', 'logs/mappe.log'])
  const figures = JSON.parse(files['diagnose.json']!) as Figures
  const { state, journal } = core.parts.handler
  expect(figures.journal).toMatchObject({ ok: true, entries: journal.head.seq })
  expect(figures.journal.types).toMatchObject({ 'attendee-checked-in': 1, 'station-paired': 1 })
  expect(figures.host).toMatchObject({
    stations: [{ role: 'reception', isThere: true }],
    people: { attendees: Object.keys(state.attendees).length },
  })
  const events = files['logs/mappe.log']!.trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { event: string }).event)
  expect(events).toEqual(expect.arrayContaining(['opened', 'network', 'connected']))
  const all = Object.values(files).join('\n')
  const entered = enteredIn(state)
  expect(entered.length).toBeGreaterThan(50)
  for (const word of [...entered, token, 'schäfer']) expect(all.includes(word), word).toBe(false)
})

/** Whatever goes wrong, goes wrong on something that bears a name. */
async function everythingFails({ core, organizer, place, person }: MarkedEvening): Promise<void> {
  const failed: string[] = []
  const fails = async (what: string, act: Promise<unknown>) =>
    act.catch((error: unknown) => failed.push(`${what}: ${String(error)}`))
  const broken = new Blob([`kein PDF, sondern ${MARKS.note}`])
  const fileName = `${MARKS.lastName}, ${MARKS.firstName}.pdf`
  await fails('agreement', organizer.agreement.inspect({ file: broken, fileName }))
  await fails('verify', organizer.agreement.verify({ file: broken, fileName }))
  const list = new Blob([Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.from(MARKS.lastName)])])
  await fails('list', organizer.registry.previewList({ file: list, fileName, options: {} }))
  await fails('key', organizer.agreement.useSealKey({ file: broken, password: SECRETS.p12 }))
  await fails('call', organizer.registry.saveAttendee({ attendee: { lastName: MARKS.lastName } } as never))
  await organizer.screen.choosePin({ pin: SECRETS.pin, idleMinutes: null })
  await fails('pin', organizer.screen.unlock({ pin: '99887766' }))
  await fails('logo', organizer.appearance.addLogo({ file: broken }))
  // the disk: files that are gone, files that are others, a stick that is pulled
  const { folder } = core.parts
  for (const blob of await core.parts.blobs.listBlobs())
    await writeFile(join(folder.blobs, blob), `${MARKS.email} ${MARKS.note}`)
  await fails('document', organizer.documents.make({ kind: 'originals', copies: 1 }))
  await fails('archive', organizer.documents.archive())
  await rm(place, { recursive: true })
  await organizer.checkIn.undo({ attendeeId: person, reason: MARKS.note, ...command() }).catch(() => {})
  await core.parts.backup.follow()
  await rm(folder.snapshot, { force: true })
  await mkdir(folder.snapshot)
  await fails('snapshot', core.parts.renewSnapshot())
  expect(failed.length, failed.join('\n')).toBeGreaterThanOrEqual(6)
}

it('tells nothing either of an evening on which everything fails, of files that bear names', async () => {
  const evening = await markedEvening()
  const { core, organizer, dataDir, person } = evening
  const { token } = await pairedStation(core, 'signing', `Tablet ${MARKS.lastName}`)
  await onPaper({ core, organizer }, person)
  await everythingFails(evening)
  const { file } = await organizer.host.diagnosis()
  const bundle = join(await temporaryFolder(), 'diagnose')
  await mkdir(bundle)
  await writeFile(join(bundle, 'diagnose.zip'), new Uint8Array(await file.arrayBuffer()))
  const log = await readFile(join(dataDir, 'logs/mappe.log'), 'utf8')
  // it did not just keep silent
  expect(log.split('\n').filter((line) => line.includes('"call-failed"')).length).toBeGreaterThan(1)
  expect(log).toContain('"backup"')
  const ink = JSON.stringify(outlineOf(handwritingOf(`${MARKS.firstName} ${MARKS.lastName}`))).slice(20, 60)
  const words = [...WORDS, ...Object.values(SECRETS), token, ink, dirname(dataDir), 'RECHNER']
  for (const folder of [join(dataDir, 'logs'), bundle]) expect(await findInFolder(folder, words)).toEqual([])
}, 60_000)

it('is made of a folder whose journal is damaged, too, and says where', async () => {
  const folder = await temporaryFolder()
  const dataDir = join(folder, 'data')
  await sampleCore({ dataDir })
  const journal = await readFile(join(dataDir, 'journal.jsonl'))
  const third = journal.indexOf('\n', journal.indexOf('\n') + 1) + 40
  const damaged = join(folder, 'damaged')
  await cp(dataDir, damaged, { recursive: true })
  await writeFile(join(damaged, 'journal.jsonl'), journal.with(third, journal[third]! ^ 1))
  const out = join(folder, 'diagnose.zip')
  const { code, json } = await mappeJson<{ ok: boolean }>('diagnose', '--data', damaged, '--out', out)
  expect({ code, ok: json.ok }).toEqual({ code: 0, ok: true })
  const figures = JSON.parse(textIn(await readFile(out))['diagnose.json']!) as Figures
  expect(figures.journal).toMatchObject({ ok: false, firstBad: 3 })
  expect(figures.host).toBeNull()
})

it('asks for a folder that there is, and writes outside of it', async () => {
  const folder = await temporaryFolder()
  const nowhere = await mappe('diagnose', '--data', join(folder, 'none'), '--out', join(folder, 'd.zip'))
  expect(nowhere).toMatchObject({ code: 2, stderr: expect.stringContaining('gibt es nicht') })
  const inside = await mappe('diagnose', '--data', folder, '--out', join(folder, 'd.zip'))
  expect(inside).toMatchObject({ code: 2, stderr: expect.stringContaining('liegt im Datenordner') })
})

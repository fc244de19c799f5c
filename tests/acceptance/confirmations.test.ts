/** A guest has answered and gets it in writing: the draft as mail programs read it, through the contract. */
import { createRouterClient } from '@orpc/server'
import { unzipSync } from 'fflate'
import PostalMime from 'postal-mime'
import type { Attachment } from 'postal-mime'
import { describe, expect, it } from 'vitest'
import { newCommandId } from '../../src/core/core-parts.ts'
import { ticketCode } from '../../src/core/door/tickets.ts'
import { ceremonySchema } from '../../src/shared/domain/evening/ceremony.ts'
import type { AttendeeId } from '../../src/shared/domain/ids.ts'
import { attendee, id } from '../fixtures/ceremony.ts'
import { codeIn } from '../fixtures/reading-codes.ts'
import { runningCore } from '../fixtures/running-core.ts'

const LONG =
  'Maximiliane Friederike Łukaszewska-Öztürk von und zu Gutenberg-Hohenlohe, Präsidentin des Vereins „Straße & Bäche“'
const CEREMONY = ceremonySchema.parse({
  title: 'Unterzeichnung des Bündnisses für Arbeit und Bildung im Ländle',
  host: 'Landkreis Ahrental',
  date: '2026-11-24',
  time: '18:00',
  town: 'Ahrental',
})

const command = () => ({ commandId: newCommandId() })

async function invitedTo(capacity: number | null = null) {
  const core = await runningCore({ now: () => new Date('2026-11-01T08:00:00Z') })
  const organizer = createRouterClient(core.router, { context: { caller: core.hostCaller } })
  await organizer.ceremony.describe({ ceremony: { ...CEREMONY, capacity }, ...command() })

  let count = 0
  async function register(lastName: string, given: Record<string, unknown> = {}): Promise<AttendeeId> {
    const { companions = 0, ...person } = given
    const guest = attendee({ id: id.attendee(`guest-${(count += 1)}`), lastName, ...person })
    const answer = { attendee: guest, channel: 'telephone' as const, companions: Number(companions) }
    await organizer.registration.register({ ...answer, ...command() })
    return guest.id
  }

  async function draft(attendeeId: AttendeeId) {
    const { file, fileName } = await organizer.documents.confirmation({ attendeeId })
    const source = Buffer.from(await file.arrayBuffer())
    return { fileName, source: source.toString('latin1'), mail: await PostalMime.parse(source) }
  }

  async function names(answer: 'accepted' | 'waiting' | 'declined'): Promise<string[]> {
    const { file } = await organizer.documents.confirmations({ answer })
    return Object.keys(unzipSync(new Uint8Array(await file.arrayBuffer()))).toSorted()
  }

  return { organizer, register, draft, names, state: () => core.parts.handler.state }
}

const bytesOf = ({ content }: Attachment) =>
  typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content)

describe('a confirmation', () => {
  it('opens as a draft to the guest, from nobody yet', async () => {
    const { register, draft } = await invitedTo()
    const guest = await register('Öztürk', { firstName: 'Ayşe', email: 'ayse@example.org' })
    const { mail, fileName } = await draft(guest)
    expect(fileName).toBe('bestaetigung-Öztürk-Ayşe.eml')
    expect(mail.headers.find(({ key }) => key === 'x-unsent')?.value).toBe('1')
    expect(mail.from).toBeUndefined()
    expect(mail.to).toEqual([{ name: 'Ayşe Öztürk', address: 'ayse@example.org' }])
    expect(mail.subject).toBe(`Ihre Anmeldung: ${CEREMONY.title}`)
    expect(mail.text).toContain('Guten Tag Ayşe Öztürk,')
  })

  it('shows in the letter the very code that opens the door', async () => {
    const { register, draft, state } = await invitedTo()
    const guest = await register('Abel')
    const { mail } = await draft(guest)
    const picture = mail.attachments.find(({ mimeType }) => mimeType === 'image/png')!
    expect(mail.html).toContain(`src="cid:${picture.contentId!.slice(1, -1)}"`)
    expect([picture.disposition, picture.related]).toEqual(['inline', true])
    expect(await codeIn(bytesOf(picture))).toBe(ticketCode(state().ticketKey!, guest))
  })

  it('brings the calendar entry along as a file', async () => {
    const { register, draft } = await invitedTo()
    const { mail } = await draft(await register('Abel'))
    const entry = mail.attachments.find(({ filename }) => filename === 'termin.ics')!
    expect([entry.mimeType, entry.method, entry.disposition]).toEqual([
      'text/calendar',
      undefined,
      'attachment',
    ])
    expect(Buffer.from(bytesOf(entry)).toString()).toMatch(/^BEGIN:VCALENDAR\s/)
  })

  it('keeps long names whole in short lines of plain letters', async () => {
    const { register, draft } = await invitedTo()
    const { mail, source } = await draft(await register(LONG, { email: 'm@example.org' }))
    expect(mail.to![0]!.name).toBe(LONG)
    expect(Math.max(...source.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(78)
    expect(source).not.toMatch(/[^\t\r\n\x20-\x7e]|(?<!\r)\n/)
  })

  it('leaves the address open where none is known', async () => {
    const { register, draft } = await invitedTo()
    const { mail, source } = await draft(await register('Abel'))
    expect(mail.to).toBeUndefined()
    expect(source).not.toMatch(/^To:/m)
  })

  it('goes to the waiting list without code and date', async () => {
    const { register, draft } = await invitedTo(2)
    await register('Abel', { companions: 1 })
    const { mail } = await draft(await register('Berg'))
    expect(mail.subject).toContain('Warteliste')
    expect(mail.attachments).toEqual([])
  })

  it('promises a place once the guest has moved up', async () => {
    const { organizer, register, draft } = await invitedTo(1)
    await register('Abel')
    const guest = await register('Berg')
    await organizer.registration.moveUp({ attendeeId: guest, evenIfFull: true, ...command() })
    const { mail } = await draft(guest)
    expect(mail.text).toContain('haben einen Platz für Sie vorgemerkt')
    expect(mail.attachments.map(({ filename }) => filename)).toEqual(['einlass.png', 'termin.ics'])
  })

  it('is not made for one who has not answered', async () => {
    const { organizer, register, draft } = await invitedTo()
    const guest = await register('Abel')
    await organizer.ceremony.describe({ ceremony: { ...CEREMONY, guestList: 'invited' }, ...command() })
    await organizer.registration.withdraw({ attendeeId: guest, ...command() })
    await expect(draft(guest)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('confirmations for several', () => {
  it('are a ZIP with a draft for each who has given an address and this answer', async () => {
    const { organizer, register, names } = await invitedTo()
    await register('Abel', { email: 'a@example.org' })
    await register('ohne Adresse')
    const declined = await register('Berg', { email: 'b@example.org' })
    await organizer.registration.decline({ attendeeId: declined, channel: 'email', ...command() })
    expect(await names('accepted')).toEqual(['bestaetigung-Abel.eml'])
    expect(await names('declined')).toEqual(['bestaetigung-Berg.eml'])
    await expect(names('waiting')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('have names that every system can store, each its own', async () => {
    const { register, names } = await invitedTo()
    for (const [at, name] of ['../../etc: "x"', 'Mu\u0308ller', 'MÜLLER', 'Müller'].entries())
      await register(name, { email: `g${at}@example.org` })
    const made = await names('accepted')
    expect(new Set(made.map((name) => name.toLowerCase())).size).toBe(4)
    expect(made).toContain('bestaetigung-etc-x.eml')
    for (const name of made) expect(name).toMatch(/^bestaetigung-[\p{L}\d-]+\.eml$/u)
    expect(made.map((name) => name.normalize('NFC'))).toEqual(made)
  })
})

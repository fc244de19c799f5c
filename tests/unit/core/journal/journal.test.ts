import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Entry } from '../../../../src/core/journal/entry.ts'
import { openJournal } from '../../../../src/core/journal/journal.ts'
import { createMemoryStorage } from '../../../../src/core/journal/memory-storage.ts'
import { withFault } from '../../../fixtures/faulty-storage.ts'
import {
  fiveArrivals,
  guestArrived,
  journalBytes,
  linesOf,
  listImported,
} from '../../../fixtures/journal-examples.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

describe('an entry of the journal', () => {
  it('can be checked by anyone with SHA-256 and a text editor', async () => {
    const { lines } = await journalBytes(fiveArrivals)
    const line = lines[2]!.toString()
    const { hash, payload, salt, ...head } = JSON.parse(line) as Entry
    const rawHead = `${line.slice(0, line.indexOf(',"hash":"'))}}`
    expect(Object.keys(head)).toEqual(Object.keys(head).toSorted())
    expect(rawHead).toBe(JSON.stringify(head))
    expect(hash).toBe(sha256(rawHead))
    expect(head.payloadHash).toBe(
      sha256(salt + line.slice(line.indexOf('"payload":') + 10, line.lastIndexOf(',"salt":'))),
    )
    expect(head.prev).toBe((JSON.parse(lines[1]!.toString()) as Entry).hash)
    expect(payload).toEqual(guestArrived(3).payload)
  })

  it('does not give away a short payload by its hash: the same payload hashes differently each time', async () => {
    const journal = await openJournal(createMemoryStorage())
    const [first] = await journal.append([guestArrived(1, 'a')])
    const [second] = await journal.append([guestArrived(1, 'b')])
    expect(first!.payloadHash).not.toBe(second!.payloadHash)
  })

  it('is handed out just as it will be read back, without members that are undefined', async () => {
    const journal = await openJournal(createMemoryStorage())
    const [entry] = await journal.append([
      { ...guestArrived(1), payload: { name: 'Ada', title: undefined, turn: -0 } },
    ])
    expect(entry!.payload).toStrictEqual({ name: 'Ada', turn: 0 })
  })

  it('may carry any station and command id: quotes, brackets, umlauts', async () => {
    const storage = createMemoryStorage()
    const odd = { ...guestArrived(1, 'id ","hash":"\\ “ü”'), station: 'Empfang "links" ,"payload":{' }
    await (await openJournal(storage)).append([odd])
    const journal = await openJournal(storage)
    expect(await journal.findCommand(odd.commandId)).toMatchObject([odd])
  })
})

describe('writing to the journal', () => {
  it('numbers entries in the order of the calls, however many call at once', async () => {
    const journal = await openJournal(createMemoryStorage())
    const guests = Array.from({ length: 64 }, (_, index) => index + 1)
    const written = await Promise.all(guests.map((guest) => journal.append([guestArrived(guest)])))
    expect(written.flat().map(({ seq, commandId }) => [seq, commandId])).toEqual(
      guests.map((guest) => [guest, `check-in-${guest}`]),
    )
  })

  it('lets 64 callers at once share one write', async () => {
    const storage = withFault(createMemoryStorage())
    const journal = await openJournal(storage)
    await Promise.all(Array.from({ length: 64 }, (_, guest) => journal.append([guestArrived(guest)])))
    expect(storage.appends()).toBe(1)
  })

  it('lets 64 desks that go on and on share their writes, too', async () => {
    const storage = withFault(createMemoryStorage())
    const journal = await openJournal(storage)
    const desk = async (number: number): Promise<void> => {
      for (let guest = 0; guest < 10; guest += 1) {
        for (let thought = 0; thought < number % 8; thought += 1) await Promise.resolve()
        await journal.append([guestArrived(guest, `${number}-${guest}`)])
      }
    }
    await Promise.all(Array.from({ length: 64 }, (_, number) => desk(number)))
    expect(journal.head.seq).toBe(640)
    expect(storage.appends()).toBeLessThanOrEqual(12)
  })

  it('gives long commands a write of their own, in the order of the calls', async () => {
    const storage = withFault(createMemoryStorage())
    const journal = await openJournal(storage)
    const long = [1, 2, 3].map((guest) => ({ ...guestArrived(guest), payload: 'x'.repeat(1_500_000) }))
    const written = await Promise.all(long.map((entry) => journal.append([entry])))
    expect(written.flat().map(({ seq }) => seq)).toEqual([1, 2, 3])
    expect(storage.appends()).toBe(3)
    expect(await journal.verify()).toMatchObject({ ok: true, entries: 3 })
  })

  it('tells nobody before the bytes are on the disk', async () => {
    const { promise: disk, resolve: reachDisk } = Promise.withResolvers<void>()
    const journal = await openJournal({ ...createMemoryStorage(), append: () => disk })
    let told = false
    const appended = journal.append([guestArrived(1)]).then(() => (told = true))
    await new Promise(setImmediate)
    expect([
      told,
      journal.head.seq,
      await journal.entriesSince(0),
      await journal.findCommand('check-in-1'),
    ]).toEqual([false, 0, [], []])
    reachDisk()
    await appended
    expect([told, journal.head.seq]).toEqual([true, 1])
  })

  it('writes nothing for a command without entries', async () => {
    const storage = withFault(createMemoryStorage())
    const journal = await openJournal(storage)
    expect(await journal.append([])).toEqual([])
    expect(storage.appends()).toBe(0)
  })

  it.each([
    ['a payload that is not JSON', [{ ...guestArrived(1), payload: { seat: Number.NaN } }]],
    ['a time without milliseconds', [{ ...guestArrived(1), at: '2026-11-24T18:00:00Z' }]],
    ['entries of two commands', [guestArrived(1), guestArrived(2)]],
  ])('refuses %s as a programming error, and goes on', async (_name, command) => {
    const journal = await openJournal(createMemoryStorage())
    await expect(journal.append(command)).rejects.toThrow(TypeError)
    expect(await journal.append([guestArrived(3)])).toMatchObject([{ seq: 1 }])
    expect(await journal.verify()).toMatchObject({ ok: true, entries: 1 })
  })

  it('refuses a command too long to be told apart from damage if it is torn', async () => {
    const journal = await openJournal(createMemoryStorage())
    const long = { ...guestArrived(1), payload: 'x'.repeat(17 * 1024 * 1024) }
    await expect(journal.append([long])).rejects.toThrow(RangeError)
    expect(await journal.append([guestArrived(2)])).toMatchObject([{ seq: 1 }])
  })

  it('finishes what is under way before it closes, then takes no more', async () => {
    const storage = createMemoryStorage()
    const journal = await openJournal(storage)
    const appended = journal.append([guestArrived(1)])
    await journal.close()
    expect(await appended).toMatchObject([{ seq: 1 }])
    await expect(journal.append([guestArrived(2)])).rejects.toThrow('closed')
    expect((await openJournal(storage)).head.seq).toBe(1)
  })
})

describe('reading the journal', () => {
  const commands = [[guestArrived(1)], listImported([10, 11, 12]), [guestArrived(2)]]

  it('gives the entries since a number, from memory and from the disk alike', async () => {
    const storage = createMemoryStorage()
    const writing = await openJournal(storage)
    for (const command of commands) await writing.append(command)
    const reading = await openJournal(storage)
    for (const since of [-1, 0, 1, 2, 4, 5, 6]) {
      const entries = await reading.entriesSince(since)
      expect(entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5].filter((seq) => seq > since))
      expect(await writing.entriesSince(since)).toStrictEqual(entries)
    }
  })

  it('finds what a command wrote, from memory and from the disk alike', async () => {
    const storage = createMemoryStorage()
    const writing = await openJournal(storage)
    for (const command of commands) await writing.append(command)
    const reading = await openJournal(storage)
    for (const journal of [writing, reading]) {
      expect((await journal.findCommand('import-1')).map(({ seq, part }) => [seq, part])).toEqual([
        [2, 1],
        [3, 2],
        [4, 3],
      ])
      expect(await journal.findCommand('check-in-2')).toMatchObject([guestArrived(2)])
      expect(await journal.findCommand('check-in-99')).toEqual([])
    }
  })

  it('still finds and gives what is no longer in memory', async () => {
    const journal = await openJournal(createMemoryStorage())
    const guests = Array.from({ length: 5000 }, (_, index) => index + 1)
    await Promise.all(guests.map((guest) => journal.append([guestArrived(guest)])))
    expect(await journal.findCommand('check-in-1')).toMatchObject([guestArrived(1)])
    expect(await journal.findCommand('check-in-4999')).toMatchObject([guestArrived(4999)])
    expect((await journal.entriesSince(10)).map(({ seq }) => seq)).toEqual(guests.slice(10))
    expect((await journal.entriesSince(4990)).map(({ seq }) => seq)).toEqual(guests.slice(4990))
  })

  it('gives the same state of affairs when opened again', async () => {
    const storage = createMemoryStorage()
    const writing = await openJournal(storage)
    for (const command of commands) await writing.append(command)
    const reading = await openJournal(storage)
    expect(reading.head).toEqual(writing.head)
    expect(reading.head.bytes).toBe(await storage.size())
    expect([reading.recovery, reading.damage, reading.snapshotMatches]).toEqual([null, null, null])
    expect(await reading.verify()).toEqual({ ok: true, entries: 5, head: writing.head.hash })
  })
})

describe('a snapshot that remembers the head', () => {
  it('matches, and only the entries behind it need replaying', async () => {
    const storage = createMemoryStorage()
    const journal = await openJournal(storage)
    await journal.append([guestArrived(1)])
    const knownHead = journal.head
    await journal.append([guestArrived(2)])
    const reopened = await openJournal(storage, { knownHead })
    expect(reopened.snapshotMatches).toBe(true)
    expect(await reopened.entriesSince(knownHead.seq)).toMatchObject([guestArrived(2)])
  })

  it('matches an empty journal when it was made of one', async () => {
    const { head } = await openJournal(createMemoryStorage())
    expect((await openJournal(createMemoryStorage(), { knownHead: head })).snapshotMatches).toBe(true)
  })

  it('does not match another journal of the same length', async () => {
    const { bytes } = await journalBytes(fiveArrivals)
    const other = await journalBytes(fiveArrivals)
    const { head } = await openJournal(createMemoryStorage(other.bytes))
    expect((await openJournal(createMemoryStorage(bytes), { knownHead: head })).snapshotMatches).toBe(false)
  })

  it('reveals a journal that was cut exactly between two entries', async () => {
    const { bytes, lines } = await journalBytes(fiveArrivals)
    const { head } = await openJournal(createMemoryStorage(bytes))
    const cut = createMemoryStorage(Buffer.concat(lines.slice(0, 3)))
    await expect(openJournal(cut, { knownHead: head })).rejects.toMatchObject({
      code: 'JOURNAL_DAMAGED',
      data: { entry: 4, reason: 'shorter-than-snapshot' },
    })
    const readOnly = await openJournal(cut, { knownHead: head, readOnly: true })
    expect([readOnly.head.seq, readOnly.snapshotMatches]).toEqual([3, false])
  })
})

describe('a journal opened for reading alone', () => {
  it('shows the entries before the damage and takes no more', async () => {
    const { lines } = await journalBytes(fiveArrivals)
    lines[3] = Buffer.from(lines[3]!.toString().replace('guest-4', 'guest-9'))
    const storage = createMemoryStorage(Buffer.concat(lines))
    const before = await storage.size()
    const journal = await openJournal(storage, { readOnly: true })
    expect((await journal.entriesSince(0)).map(({ seq }) => seq)).toEqual([1, 2, 3])
    expect(journal.damage).toEqual({ entry: 4, reason: 'payload-changed' })
    expect(await journal.verify()).toEqual({
      ok: false,
      firstBad: 4,
      reason: 'payload-changed',
      goodEntries: 3,
    })
    await expect(journal.append([guestArrived(6)])).rejects.toMatchObject({ code: 'JOURNAL_DAMAGED' })
    expect(await storage.size()).toBe(before)
  })

  it('sees a torn tail and leaves it', async () => {
    const { bytes } = await journalBytes(fiveArrivals)
    const torn = bytes.subarray(0, -10)
    const storage = createMemoryStorage(torn)
    const journal = await openJournal(storage, { readOnly: true })
    expect([journal.head.seq, journal.recovery?.cutEntries]).toEqual([4, 1])
    expect(await journal.verify()).toMatchObject({ ok: false, firstBad: 5, reason: 'tail-incomplete' })
    await expect(journal.append([guestArrived(6)])).rejects.toMatchObject({ code: 'FOLDER_READ_ONLY' })
    expect(await storage.size()).toBe(torn.length)
  })

  it('notices damage that came while it was open', async () => {
    const { bytes, lines } = await journalBytes(fiveArrivals)
    const storage = createMemoryStorage(bytes)
    const journal = await openJournal(storage)
    const changed = Buffer.from(bytes)
    changed[linesOf(bytes)[0]!.length + lines[1]!.length - 60]! ^= 1
    await storage.replace(changed)
    expect(await journal.verify()).toMatchObject({ ok: false, firstBad: 2, goodEntries: 1 })
  })
})

describe('a command of thousands of entries', () => {
  const long = (commandId: string) => Array.from({ length: 1200 }, (_, at) => guestArrived(at, commandId))

  it('leaves the host its turns, and keeps its place before what comes later', async () => {
    const journal = await openJournal(createMemoryStorage())
    let turns = 0
    const count = () => {
      turns += 1
      timer = setImmediate(count)
    }
    let timer = setImmediate(count)
    const appended = Promise.all([
      journal.append(long('list')),
      journal.append([guestArrived(1, 'after')]),
      journal.append(long('second-list')),
    ])
    const [list, [after], second] = await appended
    clearImmediate(timer)
    expect(turns).toBeGreaterThanOrEqual(4)
    expect([list[0]?.seq, list.at(-1)?.seq, after?.seq, second[0]?.seq]).toEqual([1, 1200, 1201, 1202])
    expect(list.at(-1)).toMatchObject({ part: 1200, parts: 1200 })
    expect(await journal.verify()).toMatchObject({ ok: true, entries: 2401 })
  })

  it('is on the disk whole or not at all when the journal is closed at once', async () => {
    const storage = createMemoryStorage()
    const journal = await openJournal(storage)
    const appended = journal.append(long('list')).then(
      () => 1200,
      () => 0,
    )
    await journal.close()
    expect((await openJournal(storage)).head.seq).toBe(await appended)
  })
})

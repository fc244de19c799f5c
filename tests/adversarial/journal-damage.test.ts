import { describe, expect, it } from 'vitest'
import { isMappeError } from '../../src/shared/errors.ts'
import { LONGEST_WRITE } from '../../src/core/journal/chain-check.ts'
import { chainCommand, GENESIS } from '../../src/core/journal/entry.ts'
import { openJournal } from '../../src/core/journal/journal.ts'
import { createMemoryStorage } from '../../src/core/journal/memory-storage.ts'
import { fiveArrivals, guestArrived, journalBytes, listImported } from '../fixtures/journal-examples.ts'

/** What opening says about these bytes: the damage, or how far they are whole and what was cut. */
const open = async (bytes: Buffer) => {
  try {
    const { head, recovery } = await openJournal(createMemoryStorage(bytes))
    return { entries: head.seq, recovery }
  } catch (error) {
    if (isMappeError(error) && error.code === 'JOURNAL_DAMAGED') return error.data
    throw error
  }
}

const five = await journalBytes(fiveArrivals)

describe('a power cut in the middle of a write', () => {
  const lastStart = five.bytes.length - five.lines[4]!.length

  it('costs only the last entry, wherever in it the cut falls', async () => {
    for (let cut = lastStart + 1; cut < five.bytes.length; cut += 1) {
      const storage = createMemoryStorage(five.bytes.subarray(0, cut))
      const journal = await openJournal(storage)
      expect([journal.head.seq, journal.recovery]).toEqual([4, { cutBytes: cut - lastStart, cutEntries: 1 }])
      expect(await storage.size()).toBe(lastStart)
    }
  })

  it('lets the evening go on where it stopped', async () => {
    const storage = createMemoryStorage(five.bytes.subarray(0, -7))
    await (await openJournal(storage)).append([guestArrived(6)])
    const journal = await openJournal(storage)
    expect(journal.recovery).toBeNull()
    expect((await journal.entriesSince(3)).map(({ commandId }) => commandId)).toEqual([
      'check-in-4',
      'check-in-6',
    ])
  })

  it('leaves a command of several entries whole or not at all', async () => {
    const { bytes, lines } = await journalBytes([[guestArrived(1)], listImported([10, 11, 12])])
    const importStart = lines[0]!.length
    for (let cut = importStart + 1; cut < bytes.length; cut += 1) {
      const found = await open(bytes.subarray(0, cut))
      const begun = cut > bytes.length - lines[3]!.length ? 3 : cut > importStart + lines[1]!.length ? 2 : 1
      expect(found).toEqual({ entries: 1, recovery: { cutBytes: cut - importStart, cutEntries: begun } })
    }
  })

  it.each([1, 7, 512, 4096])('may leave %i zeros at the end, behind a line or within it', async (zeros) => {
    const tail = Buffer.alloc(zeros)
    expect(await open(Buffer.concat([five.bytes, tail]))).toEqual({
      entries: 5,
      recovery: { cutBytes: zeros, cutEntries: 0 },
    })
    for (const cut of [lastStart + 1, lastStart + 40, five.bytes.length - 1]) {
      expect(await open(Buffer.concat([five.bytes.subarray(0, cut), tail]))).toEqual({
        entries: 4,
        recovery: { cutBytes: cut - lastStart + zeros, cutEntries: 1 },
      })
    }
  })

  it('never leaves more than one write could be: a longer tail is for a human to judge', async () => {
    const tail = Buffer.alloc(LONGEST_WRITE + 1)
    expect(await open(Buffer.concat([five.bytes, tail]))).toEqual({ entry: 6, reason: 'tail-too-long' })
  })
})

const flipEachBitOf = async (line: number): Promise<void> => {
  const start = Buffer.concat(five.lines.slice(0, line - 1)).length
  for (let at = start; at < start + five.lines[line - 1]!.length; at += 1) {
    for (let bit = 0; bit < 8; bit += 1) {
      const flipped = Buffer.from(five.bytes)
      flipped[at]! ^= 1 << bit
      expect(await open(flipped), `byte ${at - start}, bit ${bit}`).toMatchObject({ entry: line })
    }
  }
}

describe('a changed byte', () => {
  it('in a middle entry is found, whichever bit it is, and named with the entry', () => flipEachBitOf(3))

  it('in the last entry is damage, too, and no torn tail', () => flipEachBitOf(5))

  it('in an entry of which the payload was redacted is found as well', async () => {
    const lines = [...five.lines]
    lines[1] = redacted(five.lines[1]!)
    const bytes = Buffer.concat(lines)
    expect(await open(bytes)).toEqual({ entries: 5, recovery: null })
    const start = lines[0]!.length
    for (let at = start; at < start + lines[1].length; at += 1) {
      const flipped = Buffer.from(bytes)
      flipped[at]! ^= 1
      expect(await open(flipped)).toMatchObject({ entry: 2 })
    }
  })
})

const salt = (): string => '0123456789abcdef'.repeat(2)

/** Payload and salt emptied, all else as it was. */
const redacted = (line: Buffer): Buffer =>
  Buffer.from(line.toString().replace(/"payload":.*/, '"payload":null,"salt":""}'))

const rewritten = (line: Buffer, from: string, to: string): Buffer =>
  Buffer.from(line.toString().replace(from, to))

describe('a journal edited by hand', () => {
  const [a, b, c, d, e] = five.lines as [Buffer, Buffer, Buffer, Buffer, Buffer]

  it.each<[string, Buffer[], number]>([
    ['two entries are swapped', [a, c, b, d, e], 2],
    ['an entry is deleted', [a, b, d, e], 3],
    ['the first entry is deleted', [b, c, d, e], 1],
    ['an entry is doubled', [a, b, b, c, d, e], 3],
    ['the last entry is doubled', [a, b, c, d, e, e], 6],
    ['a line is put in', [a, b, Buffer.from('{"note":"hello"}\n'), c, d, e], 3],
    ['an empty line is put in', [a, b, Buffer.from('\n'), c, d, e], 3],
    ['a name is changed', [a, b, c, rewritten(d, 'Müller', 'Meyer'), e], 4],
    ['a station is changed', [a, rewritten(b, 'reception-1', 'reception-2'), c, d, e], 2],
    [
      'a payload is emptied but its salt left',
      [a, rewritten(b, b.toString().match(/"payload":(.*),"salt"/)![1]!, 'null'), c, d, e],
      2,
    ],
    [
      'a payload is put in place of a redacted one',
      [a, rewritten(redacted(b), '"payload":null', '"payload":{"seat":null'), c, d, e],
      2,
    ],
    ['a member is added', [a, b, rewritten(c, '"version":1', '"version":1,"viewed":true'), d, e], 3],
    [
      'members are put in another order',
      [a, b, rewritten(c, '"part":1,"parts":1', '"parts":1,"part":1'), d, e],
      3,
    ],
    ['the line ends become those of Windows', five.lines.map((line) => rewritten(line, '\n', '\r\n')), 1],
    ['a byte order mark is put in front', [Buffer.from('\ufeff'), a, b, c, d, e], 1],
  ])('is found out when %s', async (_name, lines, entry) => {
    expect(await open(Buffer.concat(lines))).toMatchObject({ entry })
  })

  it('is found out when an entry comes from another journal', async () => {
    const other = await journalBytes(fiveArrivals)
    expect(await open(Buffer.concat([a, b, other.lines[2]!, d, e]))).toEqual({
      entry: 3,
      reason: 'chain-broken',
    })
  })

  it('is found out when a command lacks its last entry, though the chain is whole', async () => {
    const [half] = chainCommand(listImported([10, 11]), { seq: 0, hash: GENESIS }, salt)
    const [next] = chainCommand([guestArrived(1)], half!.entry, salt)
    expect(await open(Buffer.concat([half!.line, next!.line]))).toEqual({
      entry: 2,
      reason: 'command-incomplete',
    })
  })

  it('is not recognised as a journal when it is something else', async () => {
    expect(await open(Buffer.from('%PDF-1.7\n%\u00e2\u00e3\n'))).toEqual({ entry: 1, reason: 'not-an-entry' })
  })
})

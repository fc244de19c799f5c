/** The journal of a protected folder: what an auditor without the key can check, what only the key shows, and what is damage. */
import { describe, expect, it } from 'vitest'
import { chainCommand, createSaltSource, GENESIS } from '../../../../src/core/journal/entry.ts'
import { openedLine, type EntrySeal } from '../../../../src/core/journal/entry-seal.ts'
import { openJournal } from '../../../../src/core/journal/journal.ts'
import { createMemoryStorage } from '../../../../src/core/journal/memory-storage.ts'
import { verifyJournal } from '../../../../src/core/journal/verify.ts'
import { newDataKey } from '../../../../src/core/protection/data-key.ts'
import { isSealedJournal, sealLines } from '../../../../src/core/protection/seal-folder.ts'
import {
  fiveArrivals,
  guestArrived,
  journalBytes,
  linesOf,
  listImported,
} from '../../../fixtures/journal-examples.ts'

const seal = newDataKey()
const commands = [...fiveArrivals, listImported([6, 7, 8])]

async function sealedJournal() {
  const storage = createMemoryStorage()
  const journal = await openJournal(storage, { seal })
  for (const command of commands) await journal.append(command)
  const bytes = await storage.read(0, await storage.size())
  return { storage, journal, bytes, lines: linesOf(bytes) }
}

/** The same key, and how many entries it has opened. */
function countingSeal() {
  let count = 0
  const counting: EntrySeal = {
    seal: (plain, purpose) => seal.seal(plain, purpose),
    open: (sealed, purpose) => {
      count += 1
      return seal.open(sealed, purpose)
    },
  }
  return { counting, opened: () => count }
}

const opened = (bytes: Buffer) => openJournal(createMemoryStorage(bytes), { seal })

describe('a sealed journal', () => {
  it('tells its key what was written, after it was opened again', async () => {
    const { journal, bytes } = await sealedJournal()
    const again = await opened(bytes)
    const entries = await again.entriesSince(0)
    expect(entries).toEqual(await journal.entriesSince(0))
    expect(entries.map(({ payload }) => payload)).toEqual(commands.flat().map(({ payload }) => payload))
    expect(await again.verify()).toMatchObject({ ok: true, entries: 8 })
  })

  it('shows nobody else more than its heads', async () => {
    const { bytes, lines } = await sealedJournal()
    expect(bytes.toString()).not.toContain('Lüdenscheidt')
    for (const line of lines)
      expect(Object.keys(JSON.parse(line.toString())).slice(-2)).toEqual(['hash', 'sealed'])
  })

  it('has the chain that it would have in clear', async () => {
    const salts = createSaltSource()
    const known = Array.from({ length: 9 }, salts)
    const withSalts = () => {
      const rest = [...known]
      return () => rest.shift() ?? ''
    }
    const plain = chainCommand(listImported([1, 2, 3]), { seq: 0, hash: GENESIS }, withSalts())
    const sealed = chainCommand(listImported([1, 2, 3]), { seq: 0, hash: GENESIS }, withSalts(), seal)
    expect(sealed.map(({ entry }) => entry)).toEqual(plain.map(({ entry }) => entry))
    expect(sealed.map(({ line }) => openedLine(line, seal))).toEqual(plain.map(({ line }) => line))
  })

  it('is verified without the key as far as the chain goes, with it entirely', async () => {
    const { bytes, lines, journal } = await sealedJournal()
    expect(await verifyJournal(bytes)).toEqual({ ok: true, entries: 8, head: journal.head.hash })
    const changed = Buffer.from(bytes)
    const at = changed.indexOf('"sealed":"', lines[0]!.length) + 20
    changed[at] = changed[at] === 0x41 ? 0x42 : 0x41
    expect(await verifyJournal(changed)).toMatchObject({ ok: true })
    expect(await verifyJournal(changed, seal)).toMatchObject({
      ok: false,
      firstBad: 2,
      reason: 'payload-changed',
    })
  })

  it('names the first of two entries whose contents have changed places', async () => {
    const { lines } = await sealedJournal()
    const [first, second] = [1, 3].map((index) => lines[index]!.toString())
    const body = (line = '') => line.slice(line.indexOf(',"sealed"'))
    const head = (line = '') => line.slice(0, line.indexOf(',"sealed"'))
    lines[1] = Buffer.from(head(first) + body(second))
    lines[3] = Buffer.from(head(second) + body(first))
    const swapped = Buffer.concat(lines)
    await expect(opened(swapped)).rejects.toMatchObject({
      code: 'JOURNAL_DAMAGED',
      data: { entry: 2, reason: 'payload-changed' },
    })
  })

  it('is damaged where an entry stands in clear, with the key and without', async () => {
    const { bytes, journal } = await sealedJournal()
    const [slipped] = chainCommand([guestArrived(9)], journal.head, createSaltSource())
    const forged = Buffer.concat([bytes, slipped!.line])
    await expect(opened(forged)).rejects.toMatchObject({ data: { entry: 9, reason: 'not-sealed' } })
    expect(await verifyJournal(forged)).toMatchObject({ ok: false, firstBad: 9, reason: 'not-sealed' })
    const { bytes: allInClear } = await journalBytes(commands)
    await expect(opened(allInClear)).rejects.toMatchObject({ data: { entry: 1, reason: 'not-sealed' } })
  })

  it('is damaged for another key', async () => {
    const { bytes } = await sealedJournal()
    await expect(openJournal(createMemoryStorage(bytes), { seal: newDataKey() })).rejects.toMatchObject({
      code: 'JOURNAL_DAMAGED',
      data: { entry: 1 },
    })
  })

  it('recovers from a write cut at any byte of the last command as one in clear does', async () => {
    const { bytes, lines } = await sealedJournal()
    const before = lines.slice(0, 5).reduce((sum, { length }) => sum + length, 0)
    for (let end = before + 1; end < bytes.length; end += 7) {
      const journal = await opened(Buffer.from(bytes.subarray(0, end)))
      expect(journal.head.seq).toBe(5)
      expect(journal.recovery).toMatchObject({ cutBytes: end - before })
    }
  })

  it('goes on after recovery', async () => {
    const { bytes } = await sealedJournal()
    const storage = createMemoryStorage(Buffer.from(bytes.subarray(0, -30)))
    const journal = await openJournal(storage, { seal })
    await journal.append([guestArrived(20)])
    const all = await storage.read(0, await storage.size())
    expect(await verifyJournal(all, seal)).toMatchObject({ ok: true, entries: 6 })
  })

  it('is opened again without unsealing what the snapshot remembers, byte for byte', async () => {
    const { storage, journal } = await sealedJournal()
    const knownHead = journal.knownEnd
    await journal.append([guestArrived(20)])
    const { counting, opened: unsealed } = countingSeal()
    const again = await openJournal(storage, { seal: counting, knownHead })
    expect(unsealed()).toBe(1)
    expect(again.snapshotMatches).toBe(true)
    expect(again.head).toEqual(journal.head)
    expect(again.knownEnd).toEqual(journal.knownEnd)
    expect(await again.entriesSince(0)).toEqual(await journal.entriesSince(0))
  })

  it('is unsealed entry by entry where one byte is not as the snapshot remembers, and the entry is named', async () => {
    const { bytes, lines, journal } = await sealedJournal()
    const changed = Buffer.from(bytes)
    const at = changed.indexOf('"sealed":"', lines[0]!.length) + 20
    changed[at] = changed[at] === 0x41 ? 0x42 : 0x41
    const opening = openJournal(createMemoryStorage(changed), { seal, knownHead: journal.knownEnd })
    await expect(opening).rejects.toMatchObject({ data: { entry: 2, reason: 'payload-changed' } })
  })

  it('remembers its bytes as they are after a deletion', async () => {
    const { storage, journal } = await sealedJournal()
    const before = journal.knownEnd
    await journal.redact([2, 7])
    const after = journal.knownEnd
    expect(after.bytesHash).not.toBe(before.bytesHash)
    const { counting, opened: unsealed } = countingSeal()
    const again = await openJournal(storage, { seal: counting, knownHead: after })
    expect([unsealed(), again.snapshotMatches, [...again.emptied]]).toEqual([0, true, [2, 7]])
    await openJournal(storage, { seal: counting, knownHead: before })
    expect(unsealed()).toBe(6)
  })

  it('in clear is read entirely each time: anybody could write down a hash', async () => {
    const { bytes } = await journalBytes(commands)
    expect((await openJournal(createMemoryStorage(bytes))).knownEnd.bytesHash).toBeUndefined()
  })

  it('loses what is redacted for good, and goes on', async () => {
    const { storage, journal } = await sealedJournal()
    await journal.redact([2, 7])
    await journal.append([guestArrived(30)])
    const bytes = await storage.read(0, await storage.size())
    expect(await verifyJournal(bytes, seal)).toMatchObject({ ok: true, entries: 9 })
    const again = await opened(bytes)
    const entries = await again.entriesSince(0)
    expect(entries.filter(({ payload }) => payload === null).map(({ seq }) => seq)).toEqual([2, 7])
    expect(linesOf(bytes)[1]!.toString()).not.toContain('sealed')
  })
})

describe('sealing a journal that stands in clear', () => {
  it('keeps every hash and everything it tells', async () => {
    const { bytes } = await journalBytes(commands)
    const plain = await openJournal(createMemoryStorage(bytes))
    const sealed = await sealLines(bytes, seal)
    expect(await (await opened(sealed)).entriesSince(0)).toEqual(await plain.entriesSince(0))
    expect([isSealedJournal(bytes), isSealedJournal(sealed), isSealedJournal(Buffer.alloc(0))]).toEqual([
      false,
      true,
      null,
    ])
  })

  it('done twice changes nothing more', async () => {
    const { bytes } = await journalBytes(commands)
    const sealed = await sealLines(bytes, seal)
    expect(await sealLines(sealed, seal)).toEqual(sealed)
  })

  it('takes a payload for a payload though it has members of the same names', async () => {
    const payload = { hash: 'x', payload: 1, sealed: 'AAAA', z: { sealed: 'BBBB', text: ',"sealed":"' } }
    const { bytes } = await journalBytes([[{ ...guestArrived(1), payload }]])
    expect(isSealedJournal(bytes)).toBe(false)
    const journal = await opened(await sealLines(bytes, seal))
    expect((await journal.entriesSince(0))[0]?.payload).toEqual(payload)
  })
})

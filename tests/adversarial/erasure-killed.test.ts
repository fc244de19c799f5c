/** A deletion cut short at every step: once it is recorded, the next opening finishes it, and nobody sees the person again. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { newCommandId } from '../../src/core/core-parts.ts'
import { planErasure } from '../../src/core/privacy/erasure.ts'
import { createMemoryStorage } from '../../src/core/journal/memory-storage.ts'
import { openJournal } from '../../src/core/journal/journal.ts'
import { openFileStorage } from '../../src/core/journal/file-storage.ts'
import { openLedger } from '../../src/core/folder/ledger-opening.ts'
import { readSnapshot } from '../../src/core/journal/snapshot.ts'
import { MappeError } from '../../src/shared/errors.ts'
import { HOST_STATION } from '../../src/shared/domain/ids.ts'
import type { AttendeeId } from '../../src/shared/domain/ids.ts'
import { inFolder } from '../fixtures/door-folder.ts'
import { findInFolder } from '../fixtures/byte-search.ts'
import { MARKS, markedEvening, WORDS } from '../fixtures/marked-person.ts'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'

const HOST = fileURLToPath(new URL('../fixtures/erasing-host.ts', import.meta.url))

/** A folder in which the deletion is recorded, and nothing else was done. */
async function recordedOnly(): Promise<{ dataDir: string; person: AttendeeId; ink: string }> {
  const { core, dataDir, person, ink } = await markedEvening()
  const asked = { what: 'person' as const, attendeeId: person, why: 'requested' as const, now: new Date() }
  const payload = await planErasure(core.parts, asked)
  const origin = { commandId: newCommandId(), station: HOST_STATION }
  await core.parts.run({ type: 'redact', payload }, origin)
  const copy = join(await temporaryFolder(), 'data')
  await cp(dataDir, copy, { recursive: true, filter: (path) => !/folder\.lock|backup-place/.test(path) })
  return { dataDir: copy, person, ink }
}

/** The journal as it is when it has been emptied, before anything else. */
async function emptiedJournal(dataDir: string): Promise<Buffer> {
  const journal = await openJournal(createMemoryStorage(await readFile(join(dataDir, 'journal.jsonl'))))
  const last = (await journal.entriesSince(journal.head.seq - 1))[0]!
  await journal.redact((last.payload as { seqs: number[] }).seqs)
  return (await journal.linesAfter(0, journal.head.seq)).bytes
}

const STEPS: [string, (dataDir: string, ink: string) => Promise<void>][] = [
  ['recorded', async () => {}],
  ['the snapshot removed', (dataDir) => rm(join(dataDir, 'snapshot.json'))],
  [
    'snapshot and files removed',
    async (dataDir, ink) => {
      await rm(join(dataDir, 'snapshot.json'))
      await rm(join(dataDir, 'blobs', ink))
    },
  ],
  [
    'half of the new journal written',
    async (dataDir) => {
      const bytes = await readFile(join(dataDir, 'journal.jsonl'))
      await writeFile(join(dataDir, 'journal.jsonl.half.tmp'), bytes.subarray(0, bytes.length / 2))
    },
  ],
  [
    'the journal emptied while an old snapshot was being written',
    async (dataDir) => writeFile(join(dataDir, 'journal.jsonl'), await emptiedJournal(dataDir)),
  ],
]

describe('a deletion cut short', { timeout: 60_000 }, () => {
  it.each(STEPS)('after this is finished at the next opening: %s', async (_step, cut) => {
    const { dataDir, person, ink } = await recordedOnly()
    await cut(dataDir, ink)
    expect((await findInFolder(dataDir, WORDS)).length).toBeGreaterThan(0)
    await inFolder(dataDir, async (core) => {
      expect(core.parts.handler.state.attendees[person]).toBeUndefined()
      expect(core.parts.handler.opened.notices).not.toContain('redaction-unfinished')
      expect(await core.parts.handler.journal.verify()).toMatchObject({ ok: true })
    })
    expect(await findInFolder(dataDir, WORDS)).toEqual([])
    await expect(readFile(join(dataDir, 'blobs', ink))).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('by a disk that takes no more shows nobody the person, says so, and tries again at the next opening', async () => {
    const { dataDir, person } = await recordedOnly()
    const file = join(dataDir, 'journal.jsonl')
    const snapshot = await readSnapshot(join(dataDir, 'snapshot.json'))
    const beside = { isClear: () => Promise.resolve(true), clear: () => Promise.resolve() }
    const full = async () => ({
      ...(await openFileStorage(file)),
      replace: () => Promise.reject(new MappeError('DISK_FULL')),
    })
    const stuck = await openLedger(full, snapshot, null, beside)
    expect(stuck.notices).toContain('redaction-unfinished')
    expect(stuck.state.attendees[person]).toBeUndefined()
    // the evening goes on meanwhile
    const payload = { item: 0 }
    const at = new Date().toISOString()
    await stuck.journal.append([
      { at, station: 'host', commandId: 'next', type: 'agenda-item-started', version: 1, payload },
    ])
    await stuck.journal.close()
    const again = await openLedger(() => openFileStorage(file), snapshot, null, beside)
    expect(again.notices).not.toContain('redaction-unfinished')
    await again.journal.close()
    expect((await readFile(file)).includes(MARKS.lastName)).toBe(false)
  })

  it('by SIGKILL at any moment has either not begun or leaves nothing', async () => {
    const { core, dataDir, person } = await markedEvening()
    await core.close()
    await rm(join(dataDir, 'backup-place.json'))
    let begun = 0
    for (const delay of [0, 4, 10, 20, 35, 60, 100, 160]) {
      const copy = join(await temporaryFolder(), 'data')
      await cp(dataDir, copy, { recursive: true })
      await eraseUntilKilled(copy, person, delay)
      const isRecorded = await inFolder(copy, (host) =>
        Promise.resolve(host.parts.handler.state.redactions.done.length > 0),
      )
      const found = await findInFolder(dirname(copy), WORDS)
      if (isRecorded) {
        begun += 1
        expect(found, `killed after ${delay} ms`).toEqual([])
      } else expect(found.length).toBeGreaterThan(0)
    }
    expect(begun).toBeGreaterThan(0)
  })
})

async function eraseUntilKilled(dataDir: string, person: AttendeeId, delay: number): Promise<void> {
  const host = spawn(process.execPath, [HOST, dataDir, person], { stdio: ['ignore', 'pipe', 'inherit'] })
  const closed = once(host, 'close')
  await once(host.stdout, 'data')
  await setTimeout(delay)
  host.kill('SIGKILL')
  await closed
}

/** Signed paper comes back from the scanner and is laid to its original. */
import { createHash } from 'node:crypto'
import { createRouterClient } from '@orpc/server'
import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { newCommandId } from '../../src/core/core-parts.ts'
import { verifyArchive } from '../../src/core/archive/archive-check.ts'
import { pdfWith } from '../fixtures/paper-pages.ts'
import { sampleCore } from '../fixtures/running-core.ts'

async function withSignedOriginal() {
  const core = await sampleCore()
  const organizer = createRouterClient(core.router, { context: { caller: core.hostCaller } })
  await organizer.agreement.open({ commandId: newCommandId() })
  await organizer.documents.make({ kind: 'originals', copies: 2 })
  await organizer.documents.noteOriginalSigned({ number: 1, commandId: newCommandId() })
  const scan = await pdfWith({ prints: [{ text: 'Gescannt', x: 60, y: 700 }] })
  const add = (bytes: Uint8Array, fileName = 'IMG_0001.pdf') => {
    const file = new Blob([new Uint8Array(bytes)])
    return organizer.documents.addOriginalScan({ number: 1, file, fileName, commandId: newCommandId() })
  }
  return { core, organizer, scan, add }
}

describe('the scan of a signed original', () => {
  it('is kept as it came, is part of the archive, and is checked with it', async () => {
    const { core, organizer, scan, add } = await withSignedOriginal()
    await add(scan)
    const { file, fileName } = await organizer.documents.originalScan({ number: 1 })
    expect(fileName).toBe('papieroriginal-1-scan.pdf')
    expect(Buffer.from(await file.arrayBuffer()).equals(Buffer.from(scan))).toBe(true)
    const archive = new Uint8Array(await (await organizer.documents.archive()).file.arrayBuffer())
    const files = unzipSync(archive)
    expect(Buffer.from(files[fileName]!).equals(Buffer.from(scan))).toBe(true)
    const about = Buffer.from(files['LIESMICH.txt']!).toString('utf8')
    expect(about).toContain(`Scan „IMG_0001.pdf“, SHA-256 ${createHash('sha256').update(scan).digest('hex')}`)
    expect((await verifyArchive(archive, core.parts.pdf)).faults).toEqual([])
  })

  it('is refused where it is none, and nothing changes', async () => {
    const { core, add } = await withSignedOriginal()
    const before = core.parts.handler.state.seq
    await expect(add(Buffer.from('Guten Tag'), 'brief.pdf')).rejects.toMatchObject({
      code: 'SCAN_UNREADABLE',
    })
    expect(core.parts.handler.state.seq).toBe(before)
  })

  it('is no longer in the archive once it is taken away; the journal tells of both', async () => {
    const { core, organizer, scan, add } = await withSignedOriginal()
    await add(scan)
    await organizer.documents.removeOriginalScan({ number: 1, commandId: newCommandId() })
    await expect(organizer.documents.originalScan({ number: 1 })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const { file } = await organizer.documents.archive()
    const files = unzipSync(new Uint8Array(await file.arrayBuffer()))
    expect(Object.keys(files)).not.toContain('papieroriginal-1-scan.pdf')
    const journal = Buffer.from(files['journal.jsonl']!).toString('utf8')
    expect(journal).toContain('original-scan-added')
    expect(journal).toContain('original-scan-removed')
    expect(core.parts.handler.state.originals.signed[1]).toBeDefined()
  })
})

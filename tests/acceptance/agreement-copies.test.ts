/** An agreement that is signed as a copy: decrypted with its password, or mended. */
import { createHash } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { newCommandId } from '../../src/core/core-parts.ts'
import { LOCKED_TEXT, OWNER, USER, lockedPdf } from '../fixtures/locked-pdfs.ts'
import { NASTY_PDFS, NASTY_TEXTS } from '../fixtures/nasty-pdfs.ts'
import { sampleCore } from '../fixtures/running-core.ts'
import { textOf } from '../unit/core/documents/reading.ts'

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const bytesOf = async (file: { arrayBuffer(): Promise<ArrayBuffer> }) => Buffer.from(await file.arrayBuffer())

const handedIn = (bytes: Uint8Array, fileName: string) => ({
  file: new Blob([new Uint8Array(bytes)], { type: 'application/pdf' }),
  fileName,
})

async function hall() {
  const core = await sampleCore()
  const organizer = createRouterClient(core.router, { context: { caller: core.hostCaller } })
  return { core, organizer }
}

type Hall = Awaited<ReturnType<typeof hall>>

async function protocolOf({ organizer }: Hall): Promise<string> {
  const { file } = await organizer.documents.make({ kind: 'audit-trail' })
  return (await textOf(await bytesOf(file))).join(' ').replaceAll(/\s+/g, ' ')
}

async function archiveOf({ organizer }: Hall) {
  const { file } = await organizer.documents.archive()
  return unzipSync(await bytesOf(file))
}

/** All that the data folder holds, as one text. */
async function folderText({ core }: Hall): Promise<string> {
  const names = await readdir(core.parts.folder.path, { recursive: true, withFileTypes: true })
  const files = names.filter((name) => name.isFile()).map(({ parentPath, name }) => join(parentPath, name))
  return (await Promise.all(files.map((file) => readFile(file, 'latin1')))).join('\n')
}

describe("a protected agreement whose author's password is known", () => {
  it('becomes an unprotected copy; protocol, journal and archive name the file it came from', async () => {
    const here = await hall()
    const source = await lockedPdf('AES with 256 bits, revision 6', USER)
    const file = handedIn(source, 'Vertrag.pdf')
    expect(await here.organizer.agreement.inspect(file)).toMatchObject({
      verdict: 'refused',
      password: 'needed',
      offersSheet: false,
    })
    const opened = { ...file, password: OWNER }
    expect(await here.organizer.agreement.inspect(opened)).toMatchObject({
      verdict: 'copy',
      copy: { how: ['decrypted'] },
    })
    await here.organizer.agreement.adoptCopy({ ...opened, commandId: newCommandId() })
    expect(here.core.parts.handler.state.agreement).toMatchObject({
      fileName: 'Vertrag (entschlüsselte Kopie).pdf',
      source: null,
      copyOf: { fileName: 'Vertrag.pdf', sha256: sha256(source), how: ['decrypted'] },
    })
    const copy = await bytesOf(await here.organizer.agreement.document())
    expect((await textOf(copy)).join(' ')).toContain(LOCKED_TEXT)
    expect(sha256(await bytesOf(await here.organizer.agreement.source()))).toBe(sha256(source))
    expect(await protocolOf(here)).toContain('aus der geschützten Datei „Vertrag.pdf“')
    expect(await protocolOf(here)).toContain('entschlüsselte Kopie')
    const archive = await archiveOf(here)
    expect(sha256(archive['vereinbarung-eingereicht.pdf']!)).toBe(sha256(source))
    expect(sha256(archive['vereinbarung-kopie.pdf']!)).toBe(sha256(copy))
  })

  it('leaves no trace of the password in the data folder', async () => {
    const here = await hall()
    const file = handedIn(await lockedPdf('AES with 128 bits', USER), 'Vertrag.pdf')
    const wrong = here.organizer.agreement.adoptCopy({
      ...file,
      password: 'Geraten77',
      commandId: newCommandId(),
    })
    await expect(wrong).rejects.toMatchObject({ code: 'PDF_PASSWORD_WRONG' })
    await here.organizer.agreement.adoptCopy({ ...file, password: OWNER, commandId: newCommandId() })
    const text = await folderText(here)
    expect(text).toContain('agreement-adopted')
    for (const secret of [OWNER, USER, 'Geraten77']) expect(text).not.toContain(secret)
  })
})

describe("a protected agreement of which only the reader's password is known", () => {
  it('is signed on a sheet and can be read by those who sign', async () => {
    const here = await hall()
    const source = await lockedPdf('AES with 128 bits', USER)
    const file = { ...handedIn(source, 'Vertrag.pdf'), password: USER, commandId: newCommandId() }
    await expect(here.organizer.agreement.adoptCopy(file)).rejects.toMatchObject({ code: 'PDF_ENCRYPTED' })
    await here.organizer.agreement.adoptWithSheet({ ...file, commandId: newCommandId() })
    const { agreement } = here.core.parts.handler.state
    expect(agreement).toMatchObject({ copyOf: null, source: { sha256: sha256(source), pages: 1 } })
    const readable = await bytesOf(await here.organizer.agreement.source())
    expect((await textOf(readable)).join(' ')).toContain(LOCKED_TEXT)
    const archive = await archiveOf(here)
    expect(sha256(archive['vereinbarung-quelle.pdf']!)).toBe(sha256(source))
    expect(sha256(archive['vereinbarung-quelle-lesbar.pdf']!)).toBe(agreement?.source?.readAs)
  })
})

describe('a damaged agreement', () => {
  it('becomes a mended copy only when the organizer says so, and the protocol says it', async () => {
    const here = await hall()
    const source = await NASTY_PDFS['behind lines of a mail gateway']()
    const file = { ...handedIn(source, 'Entwurf.pdf'), commandId: newCommandId() }
    await expect(here.organizer.agreement.adopt(file)).rejects.toMatchObject({ code: 'PDF_BROKEN' })
    await here.organizer.agreement.adoptCopy({ ...file, commandId: newCommandId() })
    expect(here.core.parts.handler.state.agreement).toMatchObject({
      fileName: 'Entwurf (reparierte Kopie).pdf',
      copyOf: { sha256: sha256(source), how: ['repaired'] },
    })
    const copy = await bytesOf(await here.organizer.agreement.document())
    for (const text of NASTY_TEXTS) expect((await textOf(copy)).join(' ')).toContain(text)
    expect(await protocolOf(here)).toContain('aus der beschädigten Datei „Entwurf.pdf“')
  })

  it('of which something is lost is not taken in at all', async () => {
    const here = await hall()
    const file = handedIn(await NASTY_PDFS['with text instead of a page'](), 'Entwurf.pdf')
    await expect(
      here.organizer.agreement.adoptCopy({ ...file, commandId: newCommandId() }),
    ).rejects.toMatchObject({ code: 'PDF_BROKEN' })
    expect(here.core.parts.handler.state.agreement?.copyOf).toBeNull()
  })
})

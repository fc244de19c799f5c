/** The house that invites gives its name, its logo and its colour. */
import { createRouterClient } from '@orpc/server'
import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { newCommandId } from '../../src/core/core-parts.ts'
import { ceremonySchema } from '../../src/shared/domain/evening/ceremony.ts'
import type { Sha256, StationId } from '../../src/shared/domain/ids.ts'
import { pdfAOf } from '../../src/core/agreement/pdf/pdf-marks.ts'
import { is, partsOf, transparencyFaults } from '../fixtures/pdf-a.ts'
import { LOGO } from '../fixtures/png.ts'
import { runningCore } from '../fixtures/running-core.ts'

async function withLogo({ isSample = false } = {}) {
  const core = await runningCore()
  const organizer = createRouterClient(core.router, { context: { caller: core.hostCaller } })
  const stranger = createRouterClient(core.router, {
    context: { caller: { station: 'nobody' as StationId, role: 'unpaired' } },
  })
  if (isSample) await organizer.ceremony.loadSample({ commandId: newCommandId() })
  else await organizer.ceremony.describe({ ceremony: EVENING, commandId: newCommandId() })
  const added = await organizer.appearance.addLogo({ file: new Blob([new Uint8Array(LOGO)]) })
  const logo = { ...added, sha256: added.sha256 as Sha256 }
  const choose = (accent: string | null = '#c8102e') =>
    organizer.appearance.choose({ house: 'Landkreis Tübingen', accent, logo, commandId: newCommandId() })
  await choose()
  return { core, organizer, stranger, choose, logo }
}

const EVENING = ceremonySchema.parse({
  title: 'Unterzeichnung',
  host: 'Landkreis Tübingen',
  date: '2017-02-21',
  time: '18:00',
  town: 'Tübingen',
})

const bytesOf = async (made: Promise<{ file: { arrayBuffer(): Promise<ArrayBuffer> } }>) =>
  new Uint8Array(await (await made).file.arrayBuffer())

describe('the appearance of the house', () => {
  it('is told to whoever follows, also to a browser that only asks to join', async () => {
    const { stranger } = await withLogo()
    const feed = await stranger.live.appearance({})
    const first = await feed.next()
    expect(first.value).toMatchObject({
      appearance: { house: 'Landkreis Tübingen', accent: '#c8102e' },
    })
    expect(Buffer.from(await bytesOf(stranger.appearance.logo())).equals(LOGO)).toBe(true)
    await feed.return?.()
  })

  it('stands on every paper, opaque and in colours that mean the same everywhere, so that the archive keeps it', async () => {
    const { organizer } = await withLogo({ isSample: true })
    await organizer.agreement.open({ commandId: newCommandId() })
    const badge = { what: 'badges', format: 'a6', whom: 'all', which: 'every', order: 'name' } as const
    const papers = {
      list: bytesOf(organizer.documents.make({ kind: 'attendance-list' })),
      protocol: bytesOf(organizer.documents.make({ kind: 'audit-trail' })),
      invitations: bytesOf(organizer.documents.invitations({ attendeeId: null })),
      badges: bytesOf(organizer.printing.print({ ...badge, startAt: 1, offset: { x: 0, y: 0 } })),
    }
    for (const [paper, made] of Object.entries(papers)) {
      const parts = await partsOf(await made)
      const images = parts.dicts.filter((dict) => is(dict, 'Subtype', 'Image'))
      expect(images.length, paper).toBe(1)
      expect(String(images[0]), paper).toContain('/CalRGB')
      expect(transparencyFaults(parts), paper).toEqual([])
      expect(pdfAOf(parts.doc), paper).toBe('PDF/A-2b')
    }
  })

  it('is part of the archive, under a name that says what it is', async () => {
    const { organizer } = await withLogo()
    const files = unzipSync(await bytesOf(organizer.documents.archive()))
    expect(Buffer.from(files['logo.png'] ?? []).equals(LOGO)).toBe(true)
    expect(Buffer.from(files['LIESMICH.txt'] ?? []).toString('utf8')).toContain('logo.png  – das Logo')
  })

  it('keeps no paper waiting when its file is lost, and the loss is shown', async () => {
    const { core, organizer, logo } = await withLogo()
    await core.parts.blobs.deleteBlob(logo.sha256)
    const parts = await partsOf(await bytesOf(organizer.documents.make({ kind: 'attendance-list' })))
    expect(parts.dicts.filter((dict) => is(dict, 'Subtype', 'Image'))).toEqual([])
    expect((await organizer.host.status()).notices).toContain('files-missing')
  })

  it('is plain again without leaving a trace on paper', async () => {
    const { organizer } = await withLogo()
    await organizer.appearance.choose({ house: '', accent: null, logo: null, commandId: newCommandId() })
    const parts = await partsOf(await bytesOf(organizer.documents.make({ kind: 'attendance-list' })))
    expect(parts.dicts.filter((dict) => is(dict, 'Subtype', 'Image'))).toEqual([])
  })

  it('is one fact for one choice: choosing the same again writes nothing', async () => {
    const { core, choose } = await withLogo()
    const before = core.parts.handler.state.seq
    expect(await choose()).toMatchObject({ unchanged: true })
    expect(core.parts.handler.state.seq).toBe(before)
    expect(await choose('#1c4598')).toMatchObject({ unchanged: false })
  })
})

describe('a logo', () => {
  it('is refused where it is no picture, and where it names another file of the ceremony', async () => {
    const { core, organizer } = await withLogo()
    const svg = new Blob(['<svg xmlns="http://www.w3.org/2000/svg"/>'])
    await expect(organizer.appearance.addLogo({ file: svg })).rejects.toMatchObject({
      code: 'LOGO_UNREADABLE',
    })
    const huge = new Blob([new Uint8Array(1024 * 1024 + 1)])
    await expect(organizer.appearance.addLogo({ file: huge })).rejects.toMatchObject({
      code: 'FILE_TOO_LARGE',
    })
    const other = await core.parts.blobs.putBlob(Buffer.from('die Vereinbarung'))
    const asLogo = { house: '', accent: null, logo: { sha256: other, width: 1, height: 1 } }
    await expect(organizer.appearance.choose({ ...asLogo, commandId: newCommandId() })).rejects.toMatchObject(
      { code: 'LOGO_UNREADABLE' },
    )
  })
})

/** What the organizer may seal, and what the sealed file then says. */
import { createRouterClient } from '@orpc/server'
import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { auditReport } from '../../src/core/sealing/audit-report.ts'
import { newCommandId } from '../../src/core/core-parts.ts'
import type { Core } from '../../src/core/core.ts'
import { handwritingOf } from '../../src/core/demo/handwriting.ts'
import { CURRENT_CONSENT } from '../../src/shared/consent.ts'
import { signingPartners } from '../../src/shared/domain/signing/agreement.ts'
import { outlineOf } from '../../src/shared/ink.ts'
import { runningCore, sampleCore } from '../fixtures/running-core.ts'
import { hasTool, runTool } from '../fixtures/tools.ts'

const clientOf = (core: Core) => createRouterClient(core.router, { context: { caller: core.hostCaller } })

async function openedSample() {
  const core = await sampleCore()
  const organizer = clientOf(core)
  await organizer.agreement.open({ commandId: newCommandId() })
  return { core, organizer, partners: signingPartners(core.parts.handler.state.partners) }
}

type Evening = Awaited<ReturnType<typeof openedSample>>

/** The first partner signs, the second declines, the third is left open, all others take paper. */
async function allButOne({ organizer, partners }: Evening) {
  const [first, second, , ...others] = partners
  await organizer.signing.call({ partnerId: first!.id, commandId: newCommandId() })
  await organizer.signing.give({
    partnerId: first!.id,
    commandId: newCommandId(),
    signature: {
      signatory: { name: 'Joachim Walter', function: 'Landrat', capacity: 'in-office', authoritySeenBy: '' },
      attendeeId: null,
      ink: outlineOf(handwritingOf('Joachim Walter')),
      input: 'touch',
      attempts: 1,
      consent: { text: CURRENT_CONSENT, language: 'de' },
    },
  })
  await organizer.signing.call({ partnerId: second!.id, commandId: newCommandId() })
  await organizer.signing.decline({
    partnerId: second!.id,
    reason: 'Beschluss fehlt',
    commandId: newCommandId(),
  })
  for (const { id } of others)
    await organizer.signing.leaveToPaper({ partnerId: id, commandId: newCommandId() })
}

const seal = ({ organizer }: Evening) => organizer.agreement.seal({ commandId: newCommandId() })

describe('a name in letters that cannot be printed', () => {
  it('is refused before it is signed with, not when everybody has gone home', async () => {
    const { organizer, partners } = await openedSample()
    await organizer.signing.call({ partnerId: partners[0]!.id, commandId: newCommandId() })
    const given = organizer.signing.give({
      partnerId: partners[0]!.id,
      commandId: newCommandId(),
      signature: {
        signatory: { name: 'محمد', function: 'Landrat', capacity: 'in-office', authoritySeenBy: '' },
        attendeeId: null,
        ink: outlineOf(handwritingOf('Joachim Walter')),
        input: 'touch',
        attempts: 1,
        consent: { text: CURRENT_CONSENT, language: 'de' },
      },
    })
    await expect(given).rejects.toMatchObject({ code: 'GLYPH_MISSING', data: { characters: 'م ح د' } })
  })

  it('keeps the text from being opened while a partner is called so', async () => {
    const core = await sampleCore()
    const organizer = clientOf(core)
    const [partner] = signingPartners(core.parts.handler.state.partners)
    await organizer.registry.savePartner({
      partner: { ...partner!, name: '中国协会 Tübingen' },
      commandId: newCommandId(),
    })
    await expect(organizer.agreement.open({ commandId: newCommandId() })).rejects.toMatchObject({
      code: 'GLYPH_MISSING',
    })
  })

  it('keeps the text from being opened while the place beside each signature is written so', async () => {
    const core = await sampleCore()
    const organizer = clientOf(core)
    const { ceremony } = core.parts.handler.state
    await organizer.ceremony.describe({
      ceremony: { ...ceremony!, town: '図宾根' },
      commandId: newCommandId(),
    })
    await expect(organizer.agreement.open({ commandId: newCommandId() })).rejects.toMatchObject({
      code: 'GLYPH_MISSING',
    })
  })
})

describe('sealing', () => {
  it('lets the organizer follow how far it is', async () => {
    const evening = await openedSample()
    await allButOne(evening)
    await evening.organizer.signing.leaveToPaper({
      partnerId: evening.partners[2]!.id,
      commandId: newCommandId(),
    })
    const ended = new AbortController()
    const feed = await evening.organizer.live.work(undefined, { signal: ended.signal })
    const heard: number[] = []
    const listening = (async () => {
      for await (const { kind, done } of feed) if (kind === 'sealing' && done !== null) heard.push(done)
    })()
    await seal(evening)
    ended.abort()
    await listening.catch(() => {})
    expect(heard.length).toBeGreaterThan(1)
    expect(heard.toSorted((a, b) => a - b)).toEqual(heard)
  })

  it('waits until every partner has signed, declined or taken paper, and says who is missing', async () => {
    const evening = await openedSample()
    await allButOne(evening)
    await expect(seal(evening)).rejects.toMatchObject({
      code: 'SIGNATURES_OPEN',
      data: { count: 1, first: evening.partners[2]!.name },
    })
    expect(evening.core.parts.handler.state.agreement?.status).toBe('open')
  })

  it('is done once: asked again it answers with the same file', async () => {
    const evening = await openedSample()
    await allButOne(evening)
    await evening.organizer.signing.leaveToPaper({
      partnerId: evening.partners[2]!.id,
      commandId: newCommandId(),
    })
    const first = await seal(evening)
    const again = await seal(evening)
    expect(again).toEqual(first)
    const facts = await evening.core.parts.handler.factsSince(0)
    expect(facts.filter(({ type }) => type === 'agreement-sealed')).toHaveLength(1)
  })

  it('says in the file who signed, who declined and whose signature is on paper', async (context) => {
    if (!hasTool('pdftotext')) context.skip('pdftotext is not installed')
    const evening = await openedSample()
    await allButOne(evening)
    await evening.organizer.signing.leaveToPaper({
      partnerId: evening.partners[2]!.id,
      commandId: newCommandId(),
    })
    await seal(evening)
    const { file } = await evening.organizer.documents.make({ kind: 'sealed-agreement' })
    const bytes = new Uint8Array(await file.arrayBuffer())
    const { text } = runTool('pdftotext', { 'sealed.pdf': bytes }, ['{sealed.pdf}', '-'])
    expect(text.match(/Unterschrift auf dem Papieroriginal/g)).toHaveLength(20)
    expect(text).toContain('Beschluss fehlt')
    expect(text).toContain('Joachim Walter')
  })

  it('is done once when asked twice at the same moment, and keeps the protocol that was sealed', async () => {
    const evening = await openedSample()
    await allButOne(evening)
    const { organizer, core, partners } = evening
    await organizer.signing.leaveToPaper({ partnerId: partners[2]!.id, commandId: newCommandId() })
    const [first, second] = await Promise.all([seal(evening), seal(evening)])
    expect(second).toEqual(first)
    const facts = await core.parts.handler.factsSince(0)
    expect(facts.filter(({ type }) => type === 'agreement-sealed')).toHaveLength(1)
    const { fileName } = await organizer.documents.make({ kind: 'audit-trail' })
    expect(fileName).toBe('zeichnungsprotokoll.pdf')
  })

  it('is preceded by interim protocols that never take the sealed one’s name', async () => {
    const { organizer } = await openedSample()
    const { fileName } = await organizer.documents.make({ kind: 'audit-trail' })
    expect(fileName).toBe('zeichnungsprotokoll-zwischenstand.pdf')
  })

  it('calls a word for paper that was taken back what it was, and not a withdrawn signature', async () => {
    const { core, organizer, partners } = await openedSample()
    const partnerId = partners[0]!.id
    await organizer.signing.leaveToPaper({ partnerId, commandId: newCommandId() })
    await organizer.signing.withdraw({ partnerId, reason: 'doch am Tablet', commandId: newCommandId() })
    const { events } = await auditReport(core.parts)
    expect(events.map(({ kind }) => kind)).toEqual(['opened', 'left-to-paper', 'paper-withdrawn'])
  })

  it('ends all signing', async () => {
    const evening = await openedSample()
    await allButOne(evening)
    await evening.organizer.signing.leaveToPaper({
      partnerId: evening.partners[2]!.id,
      commandId: newCommandId(),
    })
    await seal(evening)
    const call = evening.organizer.signing.call({
      partnerId: evening.partners[1]!.id,
      commandId: newCommandId(),
    })
    await expect(call).rejects.toMatchObject({ code: 'AGREEMENT_SEALED' })
  })

  it('keeps people’s network addresses out of the journal', async () => {
    const { core } = await openedSample()
    const text = JSON.stringify(await core.parts.handler.factsSince(0))
    expect(text).not.toMatch(/127\.0\.0\.1|\d+\.\d+\.\d+\.\d+:\d+/)
  })
})

describe('the archive of an evening that had no agreement', () => {
  it('holds the lists and the journal', async () => {
    const organizer = clientOf(await runningCore())
    const { file } = await organizer.documents.archive()
    const names = Object.keys(unzipSync(new Uint8Array(await file.arrayBuffer())))
    expect(names).toEqual(expect.arrayContaining(['anwesenheitsliste.pdf', 'journal.jsonl', 'LIESMICH.txt']))
  })
})

describe('ink for a signature that is refused', () => {
  it('is not kept', async () => {
    const { core, organizer, partners } = await openedSample()
    const before = await core.parts.blobs.listBlobs()
    const given = organizer.signing.give({
      partnerId: partners[0]!.id,
      commandId: newCommandId(),
      signature: {
        signatory: { name: 'X Y', function: '', capacity: 'in-office', authoritySeenBy: '' },
        attendeeId: null,
        ink: outlineOf(handwritingOf('Ohne Aufruf')),
        input: 'pen',
        attempts: 1,
        consent: { text: CURRENT_CONSENT, language: 'de' },
      },
    })
    await expect(given).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' })
    expect(await core.parts.blobs.listBlobs()).toEqual(before)
  })
})

describe('ink that is no signature', () => {
  it.each([
    ['nothing', []],
    ['a dot', [{ points: [{ x: 10, y: 10, time: 1 }] }]],
    [
      'a straight line',
      [{ points: Array.from({ length: 30 }, (_, i) => ({ x: i * 10, y: i * 2, time: i * 9 })) }],
    ],
  ])('is refused by the host, too: %s', async (_what, strokes) => {
    const { organizer, partners } = await openedSample()
    await organizer.signing.call({ partnerId: partners[0]!.id, commandId: newCommandId() })
    const drawn = outlineOf(strokes)
    // an empty pad has no size of its own
    const ink = { ...drawn, width: Math.max(1, drawn.width), height: Math.max(1, drawn.height) }
    const given = organizer.signing.give({
      partnerId: partners[0]!.id,
      commandId: newCommandId(),
      signature: {
        signatory: { name: 'X Y', function: '', capacity: 'in-office', authoritySeenBy: '' },
        attendeeId: null,
        ink,
        input: 'mouse',
        attempts: 1,
        consent: { text: CURRENT_CONSENT, language: 'de' },
      },
    })
    await expect(given).rejects.toMatchObject({ code: 'INK_TOO_LITTLE' })
  })
})

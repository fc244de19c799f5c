/** Prints through a real scheduler (CUPS) and looks at what reaches the printer. */
import { createRouterClient } from '@orpc/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readPages } from '../../src/core/agreement/reading/page-text.ts'
import type { PageContent } from '../../src/core/agreement/reading/page-text.ts'
import { newCommandId } from '../../src/core/core-parts.ts'
import { handwritingOf } from '../../src/core/demo/handwriting.ts'
import { CURRENT_CONSENT } from '../../src/shared/consent.ts'
import type { DocumentKind } from '../../src/shared/contract/documents.ts'
import { signingPartners } from '../../src/shared/domain/signing/agreement.ts'
import { outlineOf } from '../../src/shared/ink.ts'
import { openPrintShop, whyNoPrinting } from '../fixtures/print-shop.ts'
import type { PrintShop } from '../fixtures/print-shop.ts'
import { sampleCore } from '../fixtures/running-core.ts'

const obstacle = await whyNoPrinting()
const note = obstacle === null ? '' : ` [skipped: ${obstacle}]`

describe.skipIf(obstacle !== null)(`what comes out of the printer${note}`, () => {
  let shop: PrintShop
  beforeAll(async () => {
    shop = await openPrintShop()
  })
  afterAll(() => shop.close())

  it('is the sealed agreement, page by page on A4, with its text, its signature and its protocol', async () => {
    const evening = await sealedEvening()
    const pdf = await evening.make('sealed-agreement')
    const [meant, printed] = await readBoth(pdf, await shop.print(pdf))
    expect(printed).toHaveLength(meant.length)
    expect(printed.map(paperOf)).toEqual(printed.map(() => 'A4'))
    expect(printed.map(wordsOf)).toEqual(meant.map(wordsOf))
    expect(printed.map(wordsOf).join()).toContain('JoachimWalter')
  })

  it('are two originals to be signed by hand, and each twice where two copies are asked for', async () => {
    const evening = await sealedEvening()
    const pdf = await evening.make('originals', 2)
    const [meant, printed] = await readBoth(pdf, await shop.print(pdf, ['-n', '2', '-o', 'collate=true']))
    expect(printed).toHaveLength(2 * meant.length)
    expect(printed.map(paperOf)).toEqual(printed.map(() => 'A4'))
    expect(printed.map(wordsOf)).toEqual([...meant, ...meant].map(wordsOf))
    const all = meant.map(wordsOf).join()
    expect(all).toContain('Original1von2')
    expect(all).toContain('Original2von2')
  })
})

/** The sample, sealed: the first partner signed on the tablet, all others take paper. */
async function sealedEvening() {
  const core = await sampleCore()
  const organizer = createRouterClient(core.router, { context: { caller: core.hostCaller } })
  const command = () => ({ commandId: newCommandId() })
  await organizer.agreement.open(command())
  const [first, ...others] = signingPartners(core.parts.handler.state.partners)
  await organizer.signing.call({ partnerId: first!.id, ...command() })
  await organizer.signing.give({
    partnerId: first!.id,
    ...command(),
    signature: {
      signatory: { name: 'Joachim Walter', function: 'Landrat', capacity: 'in-office', authoritySeenBy: '' },
      attendeeId: null,
      ink: outlineOf(handwritingOf('Joachim Walter')),
      input: 'touch',
      attempts: 1,
      consent: { text: CURRENT_CONSENT, language: 'de' },
    },
  })
  for (const { id } of others) await organizer.signing.leaveToPaper({ partnerId: id, ...command() })
  await organizer.agreement.seal(command())
  return {
    async make(kind: DocumentKind, copies = 1): Promise<Uint8Array> {
      const { file } = await organizer.documents.make({ kind, copies })
      return new Uint8Array(await file.arrayBuffer())
    },
  }
}

const readBoth = (meant: Uint8Array, printed: Uint8Array) =>
  Promise.all([readPages(meant), readPages(printed)])

/** Within a point: printers count in whole ones. */
const paperOf = ({ width, height }: PageContent) =>
  Math.abs(width - 595.28) < 1 && Math.abs(height - 841.89) < 1 ? 'A4' : `${width} × ${height}`

const wordsOf = ({ segments }: PageContent) =>
  segments
    .map(({ text }) => text)
    .join('')
    .replaceAll(/\s/g, '')

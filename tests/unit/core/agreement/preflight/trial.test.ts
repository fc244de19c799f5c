import { expect, it } from 'vitest'
import { readPages } from '../../../../../src/core/agreement/reading/page-text.ts'
import { obstacleInTrial } from '../../../../../src/core/agreement/preflight/trial.ts'
import { agreementPdf } from '../../../../fixtures/agreements.ts'

it('finds nothing against a sound agreement', async () => {
  const original = await agreementPdf([{ text: 'Eins' }, { text: 'Zwei', rotation: 90 }])
  expect(await obstacleInTrial(original, await readPages(original))).toBeNull()
})

it('names the page of which a reader would lose text', async () => {
  const original = await agreementPdf([{ text: 'Eins' }, { text: 'Zwei' }])
  const printed = await readPages(await agreementPdf([{ text: 'Eins' }, { text: 'Zwei und mehr' }]))
  expect(await obstacleInTrial(original, printed)).toBe('text of page 2 is lost')
})

it('says what sealing would say', async () => {
  const shifted = Buffer.concat([Buffer.from('x'.repeat(20)), await agreementPdf()])
  expect(await obstacleInTrial(shifted, [])).toBe('bytes before the header')
})

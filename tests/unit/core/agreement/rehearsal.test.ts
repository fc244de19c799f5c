import { expect, it } from 'vitest'
import { readPages } from '../../../../src/core/agreement/page-text.ts'
import { obstacleInRehearsal } from '../../../../src/core/agreement/rehearsal.ts'
import { agreementPdf } from '../../../fixtures/agreements.ts'

it('finds nothing against a sound agreement', async () => {
  const original = await agreementPdf([{ text: 'Eins' }, { text: 'Zwei', rotation: 90 }])
  expect(await obstacleInRehearsal(original, await readPages(original))).toBeNull()
})

it('names the page of which a reader would lose text', async () => {
  const original = await agreementPdf([{ text: 'Eins' }, { text: 'Zwei' }])
  const printed = await readPages(await agreementPdf([{ text: 'Eins' }, { text: 'Zwei und mehr' }]))
  expect(await obstacleInRehearsal(original, printed)).toBe('text of page 2 is lost')
})

it('says what sealing would say', async () => {
  const shifted = Buffer.concat([Buffer.from('x'.repeat(20)), await agreementPdf()])
  expect(await obstacleInRehearsal(shifted, [])).toBe('bytes before the header')
})

import { describe, expect, it } from 'vitest'
import { createI18n } from 'vue-i18n'
import { hasOriginals, originalsMade } from '../../../../src/renderer/organizer/closing/closing.ts'
import german from '../../../../src/renderer/locales/de/organizer.json' with { type: 'json' }
import {
  addedBytes,
  signatoryLine,
  whyNoNames,
} from '../../../../src/renderer/organizer/verifier/verifier.ts'
import type { Verification } from '../../../../src/shared/contract/verification.ts'
import { FORM_TEXTS } from '../../../../src/shared/contract-form.ts'
import { opened, play, prepared } from '../../../fixtures/ceremony.ts'

describe('the verifier’s page', () => {
  it('counts the bytes behind the last seal, and none where there is no seal', () => {
    const file = { bytes: 120, seals: [{ coveredBytes: 40 }, { coveredBytes: 100 }] }
    expect(addedBytes(file)).toBe(20)
    expect(addedBytes({ bytes: 120, seals: [] })).toBe(0)
  })

  it('says of one added byte that it is one', () => {
    const { t } = createI18n({ legacy: false, locale: 'de', messages: { de: german } }).global
    const says = (count: number) => t('verifier.says.added-to', { count }, count)
    expect(says(1)).toContain('aber 1 Byte danach ist nicht gedeckt')
    expect(says(12)).toContain('aber 12 Bytes danach sind nicht gedeckt')
  })

  it('says why a sealed file shows no names, and nothing where there is no seal to expect them from', () => {
    const { te } = createI18n({ legacy: false, locale: 'de', messages: { de: german } }).global
    const why = (protocol: Pick<Verification, 'protocol'>['protocol'], seals = 1) =>
      whyNoNames({ protocol, seals: { length: seals } })
    for (const reason of ['damaged', 'newer', 'other-file'] as const)
      expect(why({ status: 'unreadable', reason })).toBe(reason)
    for (const status of ['none', 'unproven'] as const) expect(why({ status })).toBe(status)
    for (const key of ['damaged', 'newer', 'other-file', 'none', 'unproven'])
      expect(te(`verifier.noNames.${key}`)).toBe(true)
    expect(why({ status: 'none' }, 0)).toBeNull()
  })

  it('names a person with the capacity in which they signed', () => {
    const entry = { person: 'Eva Maier', function: 'Erste Landesbeamtin' }
    expect(signatoryLine({ ...entry, capacity: 'i.V.' })).toBe('i.\u00A0V. Eva Maier, Erste Landesbeamtin')
    expect(signatoryLine({ person: '', function: '', capacity: null })).toBe('')
  })
})

describe('the paper originals on the closing page', () => {
  it('come with the opening, each with the time it was ticked', () => {
    expect(hasOriginals(prepared())).toBe(false)
    const { state } = play(
      [
        { type: 'note-originals', payload: { count: 2 } },
        { type: 'note-original-signed', payload: { number: 2 } },
      ],
      { state: opened(), at: '2017-02-21T18:10:00.000Z' },
    )
    expect(hasOriginals(state)).toBe(true)
    expect(originalsMade(state)).toEqual([
      { number: 1, signedAt: null, scan: null },
      { number: 2, signedAt: '2017-02-21T18:10:00.000Z', scan: null },
    ])
  })
})

describe('what is said of the form of the contract', () => {
  it('treats unsure as binding on every page of the screen copy, and never claims more than it may', () => {
    for (const texts of Object.values(FORM_TEXTS)) {
      expect(texts.unsure.marginNote).toBe(texts.binding.marginNote)
      expect(texts.binding.marginNote).toContain('ersetzt nicht die Schriftform')
      expect(texts.declaration.marginNote).not.toContain('Schriftform')
      expect(JSON.stringify(texts)).not.toMatch(
        /rechtsgültig|rechtssicher|fortgeschritten|qualifiziert|legally valid/i,
      )
    }
  })
})

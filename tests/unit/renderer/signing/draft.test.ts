import { describe, expect, test } from 'vitest'
import {
  asAgreed,
  asCorrected,
  asDeputy,
  asDrawing,
  asExpected,
  asTyping,
  draftFor,
  inLanguage,
  isComplete,
  meetTask,
  stepBack,
  stepNumber,
} from '../../../../src/renderer/signing/draft.ts'
import type { Call } from '../../../../src/renderer/signing/draft.ts'
import { nothingDrawn, signatureOf } from '../../../../src/renderer/signing/signature.ts'
import type { AttendeeId, CommandId, PartnerId, Sha256 } from '../../../../src/shared/domain/ids.ts'

const call = (id = 'jobcenter', name: string | null = 'Dr. Ayşe Öztürk'): Call => ({
  partnerId: id as PartnerId,
  organisation: `Organisation ${id}`,
  person:
    name === null
      ? null
      : {
          attendeeId: 'a1' as AttendeeId,
          salutation: 'Frau',
          name,
          function: 'Geschäftsführerin',
          capacity: 'in-office',
          authoritySeenBy: '',
        },
  taken: false,
  fields: [],
  document: { sha256: 'a'.repeat(64) as Sha256, pages: [] },
  source: null,
  isAccession: false,
})

describe('the called person', () => {
  test('only confirms what is known', () => {
    const draft = asExpected(draftFor(call()), call())
    expect(draft).toMatchObject({ step: 'called', attendeeId: 'a1', signatory: { name: 'Dr. Ayşe Öztürk' } })
  })

  test('corrects what is wrong without entering the rest again, and stays the person on the list', () => {
    const draft = asCorrected(draftFor(call()), call())
    expect(draft).toMatchObject({ step: 'details', attendeeId: 'a1', signatory: { name: 'Dr. Ayşe Öztürk' } })
  })

  test('enters a name when nobody was named', () => {
    const draft = asExpected(draftFor(call('x', null)), call('x', null))
    expect(draft.step).toBe('details')
    expect(isComplete(draft.signatory)).toBe(false)
  })

  test('a deputy starts from an empty form and is not taken for the person on the list', () => {
    const draft = asDeputy(draftFor(call()))
    expect(draft).toMatchObject({ attendeeId: null, signatory: { name: '', capacity: 'i.V.' } })
  })
})

describe('when the task changes', () => {
  const reading = { ...draftFor(call()), step: 'read' as const }

  test('a call taken back ends the turn and says so, but not before anything had begun', () => {
    expect(meetTask(reading, null)).toEqual({ draft: null, recalled: true })
    expect(meetTask(draftFor(call()), null)).toEqual({ draft: null, recalled: false })
  })

  test('the next guest never meets what the last one entered', () => {
    const { draft } = meetTask(reading, call('kammer', 'Jan Kowalski'))
    expect(draft).toEqual(draftFor(call('kammer', 'Jan Kowalski')))
  })

  test('the same call leaves the guest where they are', () => {
    expect(meetTask(reading, call()).draft?.step).toBe('read')
  })

  test('another expected person shows as long as nothing was confirmed', () => {
    expect(meetTask(draftFor(call()), call('jobcenter', 'Eva Neu')).draft?.signatory.name).toBe('Eva Neu')
  })

  test('a signature on its way is never touched', () => {
    const sending = { ...reading, step: 'sending' as const, commandId: 'c1' as CommandId }
    expect(meetTask(sending, null)).toEqual({ draft: sending, recalled: false })
    expect(meetTask(sending, call('kammer'))).toEqual({ draft: sending, recalled: false })
  })
})

test('the way back leads from the review to the pad and in the end to the call', () => {
  expect(stepBack('review')).toBe('draw')
  expect(stepBack('confirm')).toBe('called')
  expect(stepBack('sending')).toBe('sending')
})

test('the steps are counted from one to five', () => {
  expect(stepNumber('called')).toBe(1)
  expect(stepNumber('draw')).toBe(4)
  expect(stepNumber('sending')).toBe(5)
})

describe('another language at any moment', () => {
  const stroke = { points: [0.1, 0.1, 0.4, 0.3], halfWidth: 0.002 }
  const drawn = { ...asAgreed(asExpected(draftFor(call()), call()), 'de'), strokes: [stroke], attempts: 2 }

  test('before the consent only changes the words', () => {
    const reading = { ...draftFor(call()), step: 'read' as const }
    expect(inLanguage(reading, 'en')).toEqual({ ...reading, language: 'en' })
  })

  test('after the consent shows its text again in the language now read, and keeps the ink', () => {
    expect(inLanguage(drawn, 'en')).toMatchObject({
      step: 'consent',
      language: 'en',
      strokes: [stroke],
      attempts: 2,
    })
    const reviewing = { ...drawn, step: 'review' as const, commandId: 'c1' as CommandId }
    expect(inLanguage(reviewing, 'en')).toMatchObject({ step: 'consent', commandId: null, strokes: [stroke] })
    const again = asAgreed(inLanguage(reviewing, 'en'), 'en')
    expect(again).toMatchObject({ step: 'draw', agreedIn: 'en', strokes: [stroke] })
  })

  test('shows the consent again, too, where the same language is read on in easy words', () => {
    const easy = inLanguage(drawn, 'de-simple')
    expect(easy).toMatchObject({ step: 'consent', language: 'de-simple', strokes: [stroke] })
    expect(asAgreed(easy, 'de-simple')).toMatchObject({ step: 'draw', agreedIn: 'de-simple' })
  })

  test.each([
    ['de', { text: 'consent-2', language: 'de' }],
    ['de-simple', { text: 'consent-2-easy', language: 'de' }],
    ['en-simple', { text: 'consent-2-easy', language: 'en' }],
  ] as const)('is recorded with the wording that was shown (%s)', (speech, consent) => {
    expect(signatureOf(asAgreed(drawn, speech), nothingDrawn(), 'en').consent).toEqual(consent)
  })

  test('asks for nothing twice when the guest comes back to the language of the consent', () => {
    expect(inLanguage(drawn, 'de').step).toBe('draw')
  })

  test('does not touch a signature on its way', () => {
    const sending = { ...drawn, step: 'sending' as const, commandId: 'c1' as CommandId }
    expect(inLanguage(sending, 'en')).toEqual({ ...sending, language: 'en' })
  })
})

describe('a guest who cannot draw', () => {
  const agreed = asAgreed(asExpected(draftFor(call()), call()), 'de')

  test('begins with the name already confirmed, and leaves no half-drawn ink', () => {
    const stroke = { points: [0, 0], halfWidth: 1 }
    expect(asTyping({ ...agreed, strokes: [stroke], input: 'touch' })).toMatchObject({
      step: 'draw',
      typed: 'Dr. Ayşe Öztürk',
      input: 'typed',
      strokes: [],
    })
  })

  test('may draw after all', () => {
    expect(asDrawing(asTyping(agreed))).toMatchObject({ typed: null, input: 'unknown', step: 'draw' })
  })
})

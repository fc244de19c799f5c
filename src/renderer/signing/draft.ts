/** What one guest has entered so far: pure steps from the call to the thanks, and what of it may outlive a reload. */
import type { Speech } from '../../shared/consent.ts'
import type { AttendeeId, CommandId, PartnerId } from '../../shared/domain/ids.ts'
import type { Capacity } from '../../shared/domain/registry/registry.ts'
import type { SigningTask } from '../../shared/domain/views.ts'
import type { KeptStroke } from './pad-strokes.ts'
import type { PointerKind } from './palm.ts'

export type Call = NonNullable<SigningTask['call']>

/** One thing at a time, in this order; `sending` is left only by an answer of the host. */
export type Step = 'called' | 'details' | 'confirm' | 'read' | 'consent' | 'draw' | 'review' | 'sending'

export type SignatoryDraft = { name: string; function: string; capacity: Capacity; authoritySeenBy: string }

export type Draft = {
  partnerId: PartnerId
  organisation: string
  /** The partner joins a sealed agreement. */
  isAccession: boolean
  step: Step
  signatory: SignatoryDraft
  /** The expected person, as long as nobody else signs in their place. */
  attendeeId: AttendeeId | null
  /** The language the guest chose; null leaves the station as it is. */
  language: Speech | null
  /** The language and wording in which the consent was read and given; null before. */
  agreedIn: Speech | null
  strokes: KeptStroke[]
  /** The name entered by keyboard by someone who does not draw; null for who draws. */
  typed: string | null
  attempts: number
  input: PointerKind | 'typed' | 'unknown'
  /** The id under which the signature is given at most once; chosen at the first confirming. */
  commandId: CommandId | null
}

/** Where the guest stands among the steps that are shown as a count. */
export const COUNTED_STEPS = ['confirm', 'read', 'consent', 'draw', 'review'] as const

export const stepNumber = (step: Step): number => {
  const shown = step === 'called' || step === 'details' ? 'confirm' : step === 'sending' ? 'review' : step
  return COUNTED_STEPS.findIndex((counted) => counted === shown) + 1
}

export function draftFor(call: Call): Draft {
  return {
    partnerId: call.partnerId,
    organisation: call.organisation,
    isAccession: call.isAccession,
    step: 'called',
    signatory: expectedSignatory(call),
    attendeeId: call.person?.attendeeId ?? null,
    language: null,
    agreedIn: null,
    strokes: [],
    typed: null,
    attempts: 1,
    input: 'unknown',
    commandId: null,
  }
}

const expectedSignatory = ({ person }: Call): SignatoryDraft => ({
  name: person?.name ?? '',
  function: person?.function ?? '',
  capacity: person?.capacity ?? 'in-office',
  authoritySeenBy: person?.authoritySeenBy ?? '',
})

/** The person says "I am that, and it is right": nothing is left to enter, unless nobody was named. */
export const asExpected = (draft: Draft, call: Call): Draft => ({
  ...draft,
  signatory: expectedSignatory(call),
  attendeeId: call.person?.attendeeId ?? null,
  step: call.person ? 'called' : 'details',
})

/** It is the person on the list, but something said of them is not right: the form, filled in. */
export const asCorrected = (draft: Draft, call: Call): Draft => ({
  ...asExpected(draft, call),
  step: 'details',
})

/** Somebody else signs: an empty form, and no tie to the person on the list. */
export const asDeputy = (draft: Draft): Draft => ({
  ...draft,
  signatory: { name: '', function: '', capacity: 'i.V.', authoritySeenBy: '' },
  attendeeId: null,
  step: 'details',
})

/** The keyboard instead of the pad, with the name to begin with; what was drawn before is gone. */
export const asTyping = (draft: Draft): Draft => ({
  ...draft,
  typed: draft.signatory.name,
  strokes: [],
  input: 'typed',
  step: 'draw',
})

/** The pad again. */
export const asDrawing = (draft: Draft): Draft => ({ ...draft, typed: null, input: 'unknown', step: 'draw' })

/**
 * The guest reads on in another language, or in easy words. Who has consented in the other one is shown the text again, in the one
 * they now read; nothing that was drawn is lost.
 */
export function inLanguage(draft: Draft, language: Speech): Draft {
  const hasConsented = draft.agreedIn !== null && (draft.step === 'draw' || draft.step === 'review')
  if (!hasConsented || draft.agreedIn === language) return { ...draft, language }
  return { ...draft, language, step: 'consent', commandId: null }
}

/** Consent given: to the pad, or back to the signature that was already there. */
export const asAgreed = (draft: Draft, language: Speech): Draft => ({
  ...draft,
  agreedIn: language,
  step: 'draw',
})

/** A name is needed; who deputises says who has seen the authority, or that nobody has by leaving it empty. */
export const isComplete = ({ name }: SignatoryDraft): boolean => name.trim() !== ''

export type Meeting = { draft: Draft | null; recalled: boolean }

/**
 * The station's task has changed. A signature on its way is never touched; a call taken back ends the
 * guest's turn (`recalled` unless nothing had begun); another call begins afresh.
 */
export function meetTask(draft: Draft | null, call: Call | null): Meeting {
  if (draft?.step === 'sending') return { draft, recalled: false }
  if (call === null) return { draft: null, recalled: draft !== null && draft.step !== 'called' }
  if (draft === null || draft.partnerId !== call.partnerId) return { draft: draftFor(call), recalled: false }
  if (draft.step === 'called') return { draft: draftFor(call), recalled: false }
  return { draft: { ...draft, organisation: call.organisation }, recalled: false }
}

/** One step back; from the pad's review to the pad, from the form to the call. */
const BACK: Record<Step, Step> = {
  called: 'called',
  details: 'called',
  confirm: 'called',
  read: 'confirm',
  consent: 'read',
  draw: 'consent',
  review: 'draw',
  sending: 'sending',
}

export const stepBack = (step: Step): Step => BACK[step]

/** What a rehearsal has to show before an evening can be trusted: eight points that fill by doing. Pure, from the state and what was seen. */
import type { AgreementPage, SignatureField } from '../signing/agreement.ts'
import { signersOf } from '../signing/agreement.ts'
import type { RecordedEvent } from '../events.ts'
import type { AttendeeId, PartnerId, StationId } from '../ids.ts'
import type { SignatureInput } from '../signing/signature.ts'
import type { State } from '../state.ts'
import { signatoriesOf, turnOf } from '../signing/turn.ts'

/** In the order in which they are gone through. */
export const POINTS = ['names', 'order', 'fields', 'printer', 'tablets', 'pens', 'desk', 'stage'] as const
export type PointKey = (typeof POINTS)[number]

/** `wrong`: looked at, and something has to be put right. */
export type Standing = 'open' | 'right' | 'wrong'

/** What has happened since the rehearsal began. */
export type Seen = {
  names: Map<AttendeeId, { standing: Exclude<Standing, 'open'>; note: string }>
  printer: Standing
  /** Whether the stage can be read from the last row. */
  stage: Standing
  called: Set<PartnerId>
  /** Stations on which somebody signed. */
  drawnOn: Set<StationId>
  inputs: Set<SignatureInput>
  /** Devices that were heard. */
  heard: Set<StationId>
  isCheckedIn: boolean
  isUndone: boolean
  /** A projector has shown the stage; whether it can be read, only a person sees. */
  isStageShown: boolean
}

export const nothingSeen = (): Seen => ({
  names: new Map(),
  printer: 'open',
  stage: 'open',
  called: new Set(),
  drawnOn: new Set(),
  inputs: new Set(),
  heard: new Set(),
  isCheckedIn: false,
  isUndone: false,
  isStageShown: false,
})

/** Notes what a fact shows; in place. */
export function seeFact(seen: Seen, fact: RecordedEvent): void {
  if (fact.type === 'partner-called') seen.called.add(fact.payload.partnerId)
  if (fact.type === 'attendee-checked-in') seen.isCheckedIn = true
  if (fact.type === 'check-in-undone') seen.isUndone = true
  if (fact.type !== 'signature-given') return
  seen.drawnOn.add(fact.station)
  seen.inputs.add(fact.payload.signature.input)
}

export type NameCheck = {
  attendeeId: AttendeeId
  partnerId: PartnerId
  standing: Standing
  /** What has to be put right. */
  note: string
}
export type FieldCheck = Pick<SignatureField, 'partnerId' | 'page' | 'box'> & {
  size: Pick<AgreementPage, 'width' | 'height'> | null
  hasInk: boolean
}
export type TabletCheck = { stationId: StationId; isHeard: boolean; isDrawnOn: boolean }
/** `of` is 0 where there is nothing yet that could be checked. */
export type Point = { key: PointKey; done: number; of: number }

export type RehearsalChecks = {
  points: Point[]
  names: NameCheck[]
  fields: FieldCheck[]
  tablets: TabletCheck[]
  inputs: SignatureInput[]
  printer: Standing
  door: { isCheckedIn: boolean; isUndone: boolean }
  stage: { isShown: boolean; standing: Standing }
}

export function checksOf(state: State, seen: Seen): RehearsalChecks {
  const names = namesOf(state, seen)
  const fields = fieldsOf(state)
  const tablets = tabletsOf(state, seen)
  const signers = signersOf(state)
  const drawn = [...seen.inputs].filter((input) => input !== 'typed')
  const done: Record<PointKey, [done: number, of: number]> = {
    names: [names.filter(({ standing }) => standing !== 'open').length, names.length],
    order: [signers.filter(({ id }) => seen.called.has(id)).length, signers.length],
    fields: [fields.filter(({ hasInk }) => hasInk).length, fields.length],
    printer: [seen.printer === 'right' ? 1 : 0, 1],
    tablets: [tablets.filter(({ isHeard, isDrawnOn }) => isHeard && isDrawnOn).length, tablets.length],
    pens: [drawn.length > 0 ? 1 : 0, 1],
    desk: [Number(seen.isCheckedIn) + Number(seen.isUndone), 2],
    stage: [seen.stage === 'right' ? 1 : 0, 1],
  }
  return {
    points: POINTS.map((key) => ({ key, done: done[key][0], of: done[key][1] })),
    names,
    fields,
    tablets,
    inputs: [...seen.inputs],
    printer: seen.printer,
    door: { isCheckedIn: seen.isCheckedIn, isUndone: seen.isUndone },
    stage: { isShown: seen.isStageShown, standing: seen.stage },
  }
}

export const isChecked = ({ done, of }: Point): boolean => of > 0 && done >= of

function namesOf(state: State, seen: Seen): NameCheck[] {
  const known = new Set<AttendeeId>()
  return signersOf(state).flatMap(({ id: partnerId }) =>
    signatoriesOf(state, partnerId).flatMap(({ id }): NameCheck[] => {
      if (known.has(id)) return []
      known.add(id)
      const { standing = 'open' as const, note = '' } = seen.names.get(id) ?? {}
      return [{ attendeeId: id, partnerId, standing, note }]
    }),
  )
}

const fieldsOf = (state: State): FieldCheck[] =>
  (state.agreement?.fields ?? []).map(({ partnerId, page, box }) => {
    const size = state.agreement?.pages[page]
    return {
      partnerId,
      page,
      box,
      size: size ? { width: size.width, height: size.height } : null,
      hasInk: turnOf(state, partnerId).status === 'signed',
    }
  })

const tabletsOf = ({ stations }: State, seen: Seen): TabletCheck[] =>
  Object.values(stations)
    .filter(({ role, revokedAt }) => role === 'signing' && revokedAt === null)
    .map(({ id }) => ({ stationId: id, isHeard: seen.heard.has(id), isDrawnOn: seen.drawnOn.has(id) }))

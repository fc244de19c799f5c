/** The eight steps of an evening as the console lists them: how far each one is, and what is still missing. */
import { countOfSigners } from '../../shared/domain/signing/accession.ts'
import { signersOf } from '../../shared/domain/signing/agreement.ts'
import { openPartners } from '../../shared/domain/signing/turn.ts'
import { expectedOnList } from '../../shared/domain/door/seat.ts'
import type { State } from '../../shared/domain/state.ts'
import { partnersWithoutField } from './agreement/missing-fields.ts'
import { signatoriesIn } from './signatories.ts'

/** In the order of the evening. */
const STEPS = [
  'ceremony',
  'registry',
  'agreement',
  'stations',
  'checkIn',
  'run',
  'signing',
  'closing',
] as const

export type StepKey = (typeof STEPS)[number]

/** `later`: waits for an earlier step; `optional`: nobody has to. */
export type StepStatus = 'done' | 'open' | 'later' | 'optional'

export type Step = {
  key: StepKey
  path: string
  status: StepStatus
  /** Key and numbers of the short line under the title; `missing`: partners for whom nobody is there. */
  note: { key: string; count: number; of: number; missing: number }
}

type Finding = Pick<Step, 'status'> & { note: string; count?: number; of?: number; missing?: number }

const PATHS: Record<StepKey, string> = {
  ceremony: '/organizer/ceremony',
  registry: '/organizer/registry',
  agreement: '/organizer/agreement',
  stations: '/organizer/stations',
  checkIn: '/organizer/check-in',
  run: '/organizer/run',
  signing: '/organizer/signing',
  closing: '/organizer/closing',
}

export function stepsOf(state: State): Step[] {
  const findings: Record<StepKey, Finding> = {
    ceremony: ceremonyStep(state),
    registry: registryStep(state),
    agreement: agreementStep(state),
    stations: stationsStep(state),
    checkIn: checkInStep(state),
    run: runStep(state),
    signing: signingStep(state),
    closing: closingStep(state),
  }
  return STEPS.map((key) => {
    const { status, note, count = 0, of = 0, missing = 0 } = findings[key]
    return {
      key,
      path: PATHS[key],
      status,
      note: { key: `organizer.step.${key}.${note}`, count, of, missing },
    }
  })
}

/** The step to turn to now; null when all is done. */
export const nextStep = (steps: readonly Step[]): Step | null =>
  steps.find(({ status }) => status === 'open') ?? null

/** Nothing has been entered yet. */
export const isBlank = (state: State): boolean =>
  state.ceremony === null && Object.keys(state.partners).length === 0 && state.agreement === null

const ceremonyStep = ({ ceremony }: State): Finding =>
  ceremony ? { status: 'done', note: 'done' } : { status: 'open', note: 'missing' }

function registryStep(state: State): Finding {
  const signers = signersOf(state)
  if (signers.length === 0) return { status: 'open', note: 'noSigners' }
  const signatories = signatoriesIn(state)
  const without = signers.filter(({ id }) => signatories(id).length === 0).length
  if (without > 0 && state.agreement?.status !== 'sealed') {
    // who joins may come along with a name that only the tablet asks for
    const status = state.agreement?.accession ? 'optional' : 'open'
    return { status, note: 'noSignatory', count: without }
  }
  const count = countOfSigners(state)
  return { status: 'done', note: 'done', count, of: Object.keys(state.attendees).length }
}

function agreementStep(state: State): Finding {
  const { agreement } = state
  if (!agreement) return { status: 'open', note: 'missing' }
  if (agreement.accession !== null) return accessionStep(state, agreement.accession)
  if (agreement.status === 'sealed') return { status: 'done', note: 'sealed' }
  if (agreement.status === 'open') return { status: 'done', note: 'open' }
  const missing = partnersWithoutField(state, agreement).length
  return missing > 0
    ? { status: 'open', note: 'fieldsMissing', count: missing }
    : { status: 'open', note: 'ready' }
}

/** The step is about the declaration by which partners join, until that is sealed, too. */
function accessionStep(state: State, number: number): Finding {
  const { agreement } = state
  if (agreement?.status === 'sealed') return { status: 'done', note: 'accessionSealed', count: number }
  if (agreement?.status === 'open') return { status: 'done', note: 'accessionOpen', count: number }
  const missing = agreement ? partnersWithoutField(state, agreement).length : 0
  return missing > 0
    ? { status: 'open', note: 'accessionFieldsMissing', count: missing }
    : { status: 'open', note: 'accessionReady', count: number }
}

function stationsStep({ stations }: State): Finding {
  const count = Object.values(stations).filter(
    ({ role, revokedAt }) => role !== 'organizer' && revokedAt === null,
  ).length
  return count > 0 ? { status: 'done', note: 'done', count } : { status: 'optional', note: 'none' }
}

function checkInStep(state: State): Finding {
  const { present } = state
  const of = expectedOnList(state)
  if (of <= 0) return { status: 'later', note: 'nobody' }
  const missing = present === 0 ? 0 : awaitedPartners(state)
  // walk-ins and companions count as present, too: enough heads are not yet the right ones
  if (missing > 0) return { status: 'optional', note: 'awaited', count: present, of, missing }
  return { status: present >= of ? 'done' : 'optional', note: 'present', count: present, of }
}

/** How many partners still have to sign and have nobody here who may. */
function awaitedPartners(state: State): number {
  const signatories = signatoriesIn(state)
  return openPartners(state).filter(({ id }) => signatories(id).every((each) => !state.arrivals[each.id]))
    .length
}

/** Nobody has to; whoever runs the agenda sees how far it is. */
function runStep({ ceremony, run, agendaItem }: State): Finding {
  const of = ceremony?.agenda.length ?? 0
  if (of === 0) return { status: 'optional', note: 'none' }
  if (agendaItem !== null) return { status: 'optional', note: 'now', count: agendaItem + 1, of }
  const over = Object.values(run.times).length
  return over >= of
    ? { status: 'done', note: 'done' }
    : { status: 'optional', note: 'ready', count: over, of }
}

function signingStep(state: State): Finding {
  const { agreement } = state
  if (!agreement || agreement.status === 'draft')
    return { status: 'later', note: agreement?.accession ? 'laterAccession' : 'later' }
  const of = signersOf(state).length
  const open = openPartners(state).length
  return {
    status: open === 0 ? 'done' : 'open',
    note: agreement.accession ? 'progressAccession' : 'progress',
    count: of - open,
    of,
  }
}

function closingStep(state: State): Finding {
  const { agreement } = state
  if (agreement?.status === 'sealed') return { status: 'done', note: sealedNote(state) }
  const isReady = agreement?.status === 'open' && openPartners(state).length === 0
  if (agreement?.accession)
    return isReady ? { status: 'open', note: 'readyAccession' } : { status: 'later', note: 'laterAccession' }
  return isReady ? { status: 'open', note: 'ready' } : { status: 'later', note: 'later' }
}

/** What was sealed after the last archive is in none. */
function sealedNote({ agreement, lastArchive }: State): string {
  const isKept = lastArchive !== null && lastArchive.at >= (agreement?.seal?.at ?? '')
  return isKept ? 'sealed' : 'noArchive'
}

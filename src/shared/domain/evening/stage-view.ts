/** What the stage shows: the public facts of the evening, as one picture for the projector. */
import { stateOf, statesOf } from '../signing/accession.ts'
import { signersOf } from '../signing/agreement.ts'
import type { AgendaItem, Ceremony } from './ceremony.ts'
import type { PartnerId, Sha256 } from '../ids.ts'
import { fullName } from '../registry/registry.ts'
import type { Partner, PartnerRole } from '../registry/registry.ts'
import { upNext } from '../signing/signing-plan.ts'
import { signatoriesOf, turnOf } from '../signing/turn.ts'
import type { Turn } from '../signing/turn.ts'
import { nameOfSpeaker } from './speaker-list.ts'
import { isInkHidden } from './stage.ts'
import type { StageTheme } from './stage.ts'
import type { State } from '../state.ts'

/** Public facts for the projector. */
export type Stage = {
  host: string
  title: string
  date: string
  time: string
  place: string
  agenda: AgendaItem[]
  agendaItem: number | null
  /** When it began: ISO 8601, by the host's clock. */
  itemSince: string | null
  /** Items that are over, by index. */
  past: number[]
  /** What the hall was told: when it begins, or goes on. */
  announced: { at: string; what: 'begin' | 'continue' } | null
  /** The list of speakers while there is one: who speaks and the next two. */
  speakers: StageSpeakers | null
  theme: StageTheme
  present: number
  capacity: number | null
  liveInk: boolean
  agreement: 'none' | 'draft' | 'open' | 'sealed'
  /** What is signed or was sealed last is an accession to the agreement. */
  isAccession: boolean
  sealedAt: string | null
  blocks: StageBlock[]
  next: StageNext | null
}

/** Who comes after those who are called: one, or all of a group who still wait; `group` may be empty. */
export type StageNext = { group: string; partners: Pick<StageBlock, 'organisation' | 'shortName'>[] }

export type NamedSpeaker = { name: string; organisation: string }

export type StageSpeakers = {
  /** `since`: ISO 8601, by the host's clock. */
  speaking: (NamedSpeaker & { since: string }) | null
  next: NamedSpeaker[]
  isClosed: boolean
  /** Speaking time; null without one. */
  minutes: number | null
}

export type StageBlock = {
  partnerId: PartnerId
  organisation: string
  shortName: string
  role: PartnerRole
  status: Turn['status']
  /** Who signs or has signed; empty before. */
  person: string
  function: string
  /** Names the ink to fetch; changes when a signature is redone. Null also where the hall must not see it. */
  ink: Sha256 | null
  /** False where the hall must not see this ink, running or recorded. */
  showsInk: boolean
}

/** The projector's picture of the evening. An accession that is still prepared is nobody's to see: what was sealed before it stays. */
export function stageOf(state: State): Stage {
  const { agreement, ceremony, concluded } = state
  if (agreement?.accession && agreement.status === 'draft') {
    return stageOf(stateOf(state, concluded.length - 1))
  }
  return {
    ...ceremonyView(ceremony),
    ...runView(state),
    present: state.present,
    agreement: agreement?.status ?? 'none',
    isAccession: Boolean(agreement?.accession),
    sealedAt: agreement?.seal?.at ?? null,
    blocks: agreement?.accession && agreement.status === 'sealed' ? allBlocks(state) : blocksOf(state),
    next: nextView(state),
  }
}

function nextView(state: State): StageNext | null {
  const step = upNext(state)
  if (!step) return null
  const partners = step.partners.map(({ name, shortName }) => ({ organisation: name, shortName }))
  return { group: step.group?.name ?? '', partners }
}

const ceremonyView = (ceremony: Ceremony | null) => ({
  host: ceremony?.host ?? '',
  title: ceremony?.title ?? '',
  date: ceremony?.date ?? '',
  time: ceremony?.time ?? '',
  place: ceremony?.room ?? '',
  agenda: ceremony?.agenda ?? [],
  capacity: ceremony?.capacity ?? null,
  liveInk: ceremony?.liveInk ?? false,
})

/** How many names of those who wait the hall reads. */
const NEXT_SPEAKERS = 2

function runView(state: State) {
  const { agendaItem, run, stage } = state
  const past = Object.entries(run.times).filter(([, { finishedAt }]) => finishedAt !== null)
  const { announcedStart: at } = run
  const what = past.length > 0 || agendaItem !== null ? ('continue' as const) : ('begin' as const)
  return {
    agendaItem,
    itemSince: agendaItem === null ? null : (run.times[agendaItem]?.startedAt ?? null),
    past: past.map(([item]) => Number(item)),
    announced: at === null ? null : { at, what },
    speakers: speakersView(state),
    theme: stage.theme,
  }
}

function speakersView(state: State): StageSpeakers | null {
  const { status, speaking, waiting, minutes } = state.run.speakers
  if (status === 'off') return null
  const named = speaking && nameOfSpeaker(state, speaking.speaker)
  const next = waiting.flatMap((speaker) => nameOfSpeaker(state, speaker) ?? []).slice(0, NEXT_SPEAKERS)
  return {
    speaking: speaking && named ? { ...named, since: speaking.since } : null,
    next,
    isClosed: status === 'closed',
    minutes,
  }
}

const blocksOf = (state: State): StageBlock[] => signersOf(state).map((partner) => blockView(state, partner))

/** Everybody of the agreement and of its accessions, each as it stands at last. */
function allBlocks(state: State): StageBlock[] {
  const blocks = statesOf(state).flatMap(blocksOf)
  return [...new Map(blocks.map((block) => [block.partnerId, block])).values()]
}

function blockView(state: State, partner: Partner): StageBlock {
  const turn = turnOf(state, partner.id)
  const block = {
    partnerId: partner.id,
    organisation: partner.name,
    shortName: partner.shortName,
    role: partner.role,
    showsInk: !isInkHidden(state, partner.id),
  }
  if (turn.status === 'signed') {
    const { name, function: office } = turn.signature.signatory
    const ink = block.showsInk ? turn.signature.ink : null
    return { ...block, status: turn.status, person: name, function: office, ink }
  }
  const expected =
    turn.status === 'called'
      ? signatoriesOf(state, partner.id).find(({ id }) => id === turn.attendeeId)
      : null
  return {
    ...block,
    status: turn.status,
    person: expected ? fullName(expected) : '',
    function: expected?.function ?? '',
    ink: null,
  }
}

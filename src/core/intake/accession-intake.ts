/** Begins an accession: typesets the declaration by which partners join the sealed agreement, and makes it what is signed now. */
import { hash } from 'node:crypto'
import type { z } from 'zod'
import type { accessionDraftSchema } from '../../shared/contract/accession.ts'
import { nextAccession, standingOf, stateOf, statesOf } from '../../shared/domain/signing/accession.ts'
import { inSigningOrder } from '../../shared/domain/signing/agreement.ts'
import type { Agreement, AgreementSource } from '../../shared/domain/signing/agreement.ts'
import type { CommandId, Sha256, StationId } from '../../shared/domain/ids.ts'
import { partnerOf } from '../../shared/domain/registry/registry.ts'
import type { Partner } from '../../shared/domain/registry/registry.ts'
import { turnOf } from '../../shared/domain/signing/turn.ts'
import type { State } from '../../shared/domain/state.ts'
import { MappeError } from '../../shared/errors.ts'
import type { Execution } from '../command-handler.ts'
import type { CoreParts } from '../core-parts.ts'
import { fileNames } from '../sealing/document-names.ts'
import { makeDeclaration } from '../documents/signing/accession-declaration.ts'
import type { Before, Declaration, Joining } from '../documents/signing/accession-declaration.ts'
import { calendarDay } from '../documents/typesetting/german-dates.ts'
import { fontFaces } from '../fonts.ts'
import { fieldsOn } from './placed-fields.ts'
import { sealOf, TIME_ZONE } from '../sealing/sealing.ts'

export type AccessionDraft = z.infer<typeof accessionDraftSchema>

/** @throws MappeError NOT_ALLOWED_NOW { reason: 'not-sealed' | 'has-joined' }, NOT_FOUND, CONFLICT */
export async function beginAccession(
  parts: CoreParts,
  draft: AccessionDraft,
  origin: { commandId: CommandId; station: StationId },
): Promise<Execution> {
  const { handler, blobs, options } = parts
  const { state } = handler
  const joining = inSigningOrder(draft.partners.map((id) => partnerOf(state, id)))
  const declaration = declarationOf(state, draft, joining, options.now())
  const made = await makeDeclaration(declaration, await fontFaces())
  const { number } = declaration
  const payload = {
    number,
    partners: joining.map(({ id }) => id),
    fileName: `Beitrittserklärung Nr. ${number}.pdf`,
    sha256: hash('sha256', made.bytes) as Sha256,
    bytes: made.bytes.length,
    pages: made.pages,
    fields: fieldsOn(made, joining),
    source: joinedFile(agreementOf(state)),
  }
  const command = { type: 'begin-accession', payload } as const
  // a declaration that nobody will sign is nobody's to keep
  await handler.requireAllowed(command, origin)
  await blobs.putBlob(made.bytes)
  return parts.run(command, origin)
}

/** The agreement itself, whatever was concluded since. */
function agreementOf(state: State): Agreement {
  const { agreement } = stateOf(state, 0)
  if (!agreement) throw new MappeError('AGREEMENT_MISSING')
  return agreement
}

/** What those who join are to read: the words agreed upon, and so the sealed file unless it is only a signature sheet. */
function joinedFile({ source, seal }: Agreement): AgreementSource | undefined {
  if (source) return source
  return seal ? { fileName: fileNames(0).sealed, sha256: seal.sha256, pages: seal.pages } : undefined
}

function declarationOf(
  state: State,
  { title, place, date }: AccessionDraft,
  joining: Partner[],
  madeAt: Date,
): Declaration {
  const agreement = agreementOf(state)
  const seal = sealOf(stateOf(state, 0))
  const { source, fileName, sha256 } = agreement
  return {
    number: nextAccession(state),
    host: state.ceremony?.host ?? '',
    agreement: {
      title,
      date: state.ceremony?.date ?? calendarDay(seal.at, TIME_ZONE),
      text: source ?? { fileName, sha256 },
      fileName: fileNames(0).sealed,
      pages: seal.pages,
      sha256: seal.sha256,
      certificateFingerprint: seal.certificateFingerprint,
      sealedAt: seal.at,
    },
    earlier: earlierAccessions(state),
    joining: joining.map((partner) => joiningOf(state, partner)),
    place,
    date,
    madeAt,
    timeZone: TIME_ZONE,
  }
}

/** Every accession that is sealed by now, with those who signed it or were left to its paper original. */
const earlierAccessions = (state: State): Declaration['earlier'] =>
  statesOf(state).flatMap((of) => {
    const { accession, seal, signers } = of.agreement ?? {}
    if (!accession || !seal) return []
    const joined = (signers ?? []).filter((id) => turnOf(of, id).status !== 'declined')
    const organisations = joined.map((id) => partnerOf(of, id).name)
    return [{ number: accession, sealedAt: seal.at, organisations }]
  })

const joiningOf = (state: State, { id, name, town }: Partner): Joining => ({
  organisation: name,
  town,
  before: beforeOf(state, id),
})

function beforeOf(state: State, id: Partner['id']): Before {
  const turn = standingOf(state, id)
  if (turn?.status !== 'declined' && turn?.status !== 'on-paper') return { kind: 'not-there' }
  return { kind: turn.status, at: turn.at }
}

/** How it stands with people's data: what is kept until when, what was deleted, what deleting would do. */
import type { ErasurePreview, ErasureSubject, PrivacyStatus } from '../../shared/contract/privacy.ts'
import { namedCompanions } from '../../shared/domain/door/companions.ts'
import { hasSignedSealed, hindranceOf } from '../../shared/domain/privacy/erasable.ts'
import { isOnlyTheirs } from '../../shared/domain/privacy/redaction-scope.ts'
import { attendeeOf } from '../../shared/domain/registry/registry.ts'
import { retentionRows } from '../../shared/domain/privacy/retention.ts'
import type { State } from '../../shared/domain/state.ts'
import { isMappeError } from '../../shared/errors.ts'
import type { CoreParts } from '../core-parts.ts'
import { calendarDay } from '../documents/typesetting/german-dates.ts'
import { planErasure } from './erasure.ts'
import { formerProtocol } from './former-ceremony.ts'
import { TIME_ZONE } from '../sealing/sealing.ts'

export async function privacyStatus(parts: CoreParts): Promise<PrivacyStatus> {
  const { state } = parts.handler
  const { place, problem } = await parts.backup.status()
  const former = await formerProtocol(parts.folder)
  const today = localDayOf(parts.options.now())
  return {
    today,
    rows: retentionRows(state, today),
    archive: state.lastArchive && { at: state.lastArchive.at, isCurrent: isArchiveCurrent(state) },
    deletions: state.redactions.done.map(({ at, what, why, persons, entries, files }) => ({
      at,
      what,
      why,
      persons,
      entries,
      files,
    })),
    backup: place === null ? null : { place, isThere: problem === null },
    outdatedCopies: parts.backup.remembered.outdated(),
    hasFormerProtocol: former !== null,
    formerCopiesLeft: former?.copiesLeft ?? [],
  }
}

/** Nothing was recorded since, but that the archive was made. */
export const isArchiveCurrent = ({ lastArchive, seq }: State): boolean =>
  lastArchive !== null && lastArchive.seq === seq && lastArchive.entries === seq - 1

/** YYYY-MM-DD as the calendar in the hall shows it. */
export const localDayOf = (now: Date): string => calendarDay(now.toISOString(), TIME_ZONE)

export async function previewErasure(parts: CoreParts, subject: ErasureSubject): Promise<ErasurePreview> {
  const { state } = parts.handler
  const person = subject.what === 'person' ? attendeeOf(state, subject.attendeeId) : null
  const hindrance = person ? hindranceOf(state, person.id) : null
  const about = {
    staysInSealed: person !== null && hasSignedSealed(state, person.id),
    isNameShared: person !== null && !isOnlyTheirs(state, person.id, person.lastName),
    companions: person === null ? 0 : namedCompanions(state, person.id).length,
  }
  try {
    const plan = await planErasure(parts, { ...subject, why: 'requested', now: parts.options.now() })
    const counts = { persons: plan.persons, entries: plan.seqs.length, files: plan.blobs.length }
    return { ...counts, shared: plan.remains.length, hindrance, ...about }
  } catch (error) {
    const reason = isMappeError(error) ? error.data.reason : null
    if (reason !== 'erase-signed' && reason !== 'erase-called') throw error
    return { persons: 0, entries: 0, shared: 0, files: 0, hindrance: reason, ...about }
  }
}

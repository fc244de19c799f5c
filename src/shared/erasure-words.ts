/** What a deletion takes and what it leaves, as the texts that a person is to read before: on the page and on the command line the same. */
import type { ErasurePreview, ErasureSubject } from './contract/privacy.ts'

/** A text of the locales, with how many there are where it counts. */
export type ErasureWord = { key: string; n?: number }

export function whatGoes({ what }: ErasureSubject, seen: ErasurePreview): ErasureWord[] {
  return [
    ...counted('privacy.erase.persons', what === 'person' ? 0 : seen.persons),
    ...counted('privacy.erase.entries', seen.entries),
    ...counted('privacy.erase.files', seen.files),
    { key: 'privacy.erase.everywhere' },
  ]
}

export function whatStays({ what }: ErasureSubject, seen: ErasurePreview): ErasureWord[] {
  return [
    ...counted('privacy.erase.shared', what === 'person' ? seen.shared : 0),
    ...given(seen.staysInSealed, 'privacy.erase.sealed'),
    ...given(what === 'contacts', 'privacy.erase.contacts'),
    ...given(what === 'guests', 'privacy.erase.sealedGuests'),
    ...given(what === 'arrivals', 'privacy.erase.headcount'),
    ...given(what === 'inks', 'privacy.erase.sealedInks'),
    ...given(seen.isNameShared, 'privacy.erase.nameShared'),
    ...counted('privacy.erase.companions', seen.companions),
    { key: 'privacy.erase.outside' },
  ]
}

const given = (isSo: boolean, key: string): ErasureWord[] => (isSo ? [{ key }] : [])

const counted = (key: string, n: number): ErasureWord[] => (n > 0 ? [{ key, n }] : [])

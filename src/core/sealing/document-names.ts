/** What the files of a document are called, in the data folder and in the archive: plain names, without umlauts. */

export type FileNames = {
  sealed: string
  auditTrail: string
  /** A report of the moment must never take the place of the one that was sealed: it has a name of its own. */
  interimTrail: string
  auditData: string
  originals: string
  /** As it was before the signatures; for the agreement see the archive, which may hold a source beside it. */
  unsigned: string
}

const AGREEMENT: FileNames = {
  sealed: 'vereinbarung-gesiegelt.pdf',
  auditTrail: 'zeichnungsprotokoll.pdf',
  interimTrail: 'zeichnungsprotokoll-zwischenstand.pdf',
  auditData: 'zeichnungsprotokoll.json',
  originals: 'originale-zum-unterschreiben.pdf',
  unsigned: 'vereinbarung-original.pdf',
}

/** `document` counts as the state does: 0 is the agreement, 1 the first accession. */
export function fileNames(document: number): FileNames {
  if (document === 0) return AGREEMENT
  const named = (what: string) => `beitritt-${document}-${what}`
  return {
    sealed: named('gesiegelt.pdf'),
    auditTrail: named('zeichnungsprotokoll.pdf'),
    interimTrail: named('zeichnungsprotokoll-zwischenstand.pdf'),
    auditData: named('zeichnungsprotokoll.json'),
    originals: named('originale-zum-unterschreiben.pdf'),
    unsigned: named('erklaerung.pdf'),
  }
}

/** Whether a file of this name is a sealed document. */
export const isSealedName = (name: string): boolean =>
  name === AGREEMENT.sealed || /^beitritt-\d+-gesiegelt\.pdf$/.test(name)

/** A damaged journal, kept beside the one that is gone on with. */
export const isDamagedJournal = (name: string): boolean => /^journal-beschaedigt-\d+\.jsonl$/.test(name)

/** What was deleted with a whole ceremony: it outlives the ceremony. */
export const CEREMONY_PROTOCOL = 'loeschprotokoll-veranstaltung.json'

/** The protocol as it stands in a sealed document, laid down beside it. */
export const isSealedTrail = (name: string): boolean =>
  name === AGREEMENT.auditTrail || /^beitritt-\d+-zeichnungsprotokoll\.pdf$/.test(name)

/** What cannot be done in a rehearsal, procedure by procedure: what would become real, and what would be lost with it. */
import { notInRehearsal } from '../../shared/domain/evening/rehearsal.ts'
import type { WhyNot } from '../../shared/domain/evening/rehearsal.ts'

/** An area stands for all of its procedures but those that are named with null. */
const REFUSED: Readonly<Record<string, WhyNot | null>> = {
  'agreement.seal': 'real',
  'documents.archive': 'real',
  'documents.invitations': 'real',
  'documents.confirmation': 'real',
  'documents.confirmations': 'real',
  'documents.calendarEntry': 'real',
  'documents.addOriginalScan': 'lost',
  'documents.removeOriginalScan': 'lost',
  'documents.originalScan': 'real',
  backup: 'real',
  'backup.status': null,
  'backup.damage': null,
  protection: 'real',
  'protection.status': null,
  privacy: 'real',
  'privacy.status': null,
  'privacy.preview': null,
  'screen.choosePin': 'real',
  'screen.recover': 'real',
  'kiosk.choosePin': 'real',
  'agreement.useSealKey': 'lost',
  'agreement.useOwnKey': 'lost',
  'agreement.setTimestampServer': 'lost',
  'agreement.adopt': 'lost',
  'agreement.adoptCopy': 'lost',
  'agreement.adoptWithSheet': 'lost',
  'agreement.placeFields': 'lost',
  'agreement.beginAccession': 'lost',
  'agreement.cancelAccession': 'lost',
  'agreement.resumeAccession': 'lost',
  ceremony: 'lost',
  appearance: 'lost',
  'appearance.logo': null,
  registry: 'lost',
  registration: 'lost',
  stations: 'lost',
  'stations.refuse': null,
  'network.choose': 'lost',
}

/** @throws MappeError NOT_IN_REHEARSAL { reason } */
export function requireAllowedInRehearsal(path: readonly string[]): void {
  const [area = ''] = path
  const name = path.join('.')
  const reason = name in REFUSED ? REFUSED[name] : REFUSED[area]
  if (reason) throw notInRehearsal(reason)
}

/** What a letter to one guest is called as a file. */
import type { Attendee } from '../../shared/domain/registry/registry.ts'

const LONGEST = 60

/** "einladung-Öztürk-Ayşe": letters and digits of any script, composed (NFC), so that every system can store it. */
export function letterName(kind: 'einladung' | 'bestaetigung', { lastName, firstName }: Attendee): string {
  const words = `${lastName} ${firstName}`.normalize('NFC').match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  return [...[kind, ...words].join('-')].slice(0, LONGEST).join('')
}

/** Fresh identifiers. Branding happens here, where the value is made. */
import type { AttendeeId, CommandId, FieldId, PartnerId, SpeakerId } from '../shared/domain/ids.ts'

/** 128 random bits in hex. `crypto.randomUUID` is missing on plain http:// in a house network, this is not. */
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

export const newCommandId = () => randomId() as CommandId
export const newPartnerId = () => randomId() as PartnerId
export const newAttendeeId = () => randomId() as AttendeeId
export const newFieldId = () => randomId() as FieldId
export const newSpeakerId = () => randomId() as SpeakerId

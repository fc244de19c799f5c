/** Registrations before the evening. */
import type { CoreParts } from '../core-parts.ts'
import { acknowledge } from './acknowledge.ts'
import type { Base } from './base.ts'

export function registrationRouter({ registration }: Base, parts: CoreParts) {
  const ack = acknowledge(parts)
  return {
    register: registration.register.handler((call) => ack('register-guest', call)),
    decline: registration.decline.handler((call) => ack('decline-invitation', call)),
    moveUp: registration.moveUp.handler((call) => ack('move-up', call)),
    withdraw: registration.withdraw.handler((call) => ack('withdraw-answer', call)),
  }
}

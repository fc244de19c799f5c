/** Registrations before the evening, taken at the telephone or read from an e-mail. */
import { registrationCommands } from '../domain/door/registration.ts'
import { ackSchema, commandInput, forOrganizer } from './procedure.ts'

export const registrationContract = {
  /** Accepts for a guest; whether there was a place left stands in the guest's registration. */
  register: forOrganizer.input(commandInput(registrationCommands['register-guest'])).output(ackSchema),
  decline: forOrganizer.input(commandInput(registrationCommands['decline-invitation'])).output(ackSchema),
  moveUp: forOrganizer.input(commandInput(registrationCommands['move-up'])).output(ackSchema),
  withdraw: forOrganizer.input(commandInput(registrationCommands['withdraw-answer'])).output(ackSchema),
}

/** Describing the ceremony. */
import { ceremonyCommands } from '../domain/evening/ceremony.ts'
import { ackSchema, commandInput, forOrganizer } from './procedure.ts'
import { z } from 'zod'

export const ceremonyContract = {
  describe: forOrganizer.input(commandInput(ceremonyCommands['describe-ceremony'])).output(ackSchema),
  /** Loads the sample ceremony into an empty data folder; FOLDER_NOT_EMPTY otherwise. */
  loadSample: forOrganizer.input(commandInput(z.strictObject({}))).output(ackSchema),
}

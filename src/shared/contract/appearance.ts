/** How the house wants to be seen: chosen by the organizer, shown on every surface, also to browsers that only ask to join. */
import { z } from 'zod'
import { appearanceCommands } from '../domain/evening/appearance.ts'
import { ackSchema, binaryFileSchema, commandInput, forAnyone, forOrganizer } from './procedure.ts'

/** Largest picture of a logo, in bytes. */
export const MOST_LOGO_BYTES = 1024 * 1024

export const appearanceContract = {
  /** A picture given before is named by its checksum; `addLogo` gives one. */
  choose: forOrganizer.input(commandInput(appearanceCommands['choose-appearance'])).output(ackSchema),
  /**
   * Keeps a PNG (8 bit RGB or RGBA, not interlaced, at most 2000 pixels a side): the page draws whatever was chosen into one,
   * so that no SVG, no script and no hidden words of a file ever come in. LOGO_UNREADABLE, FILE_TOO_LARGE.
   */
  addLogo: forOrganizer
    .input(z.strictObject({ file: binaryFileSchema }))
    .output(z.object({ sha256: z.string(), width: z.int(), height: z.int() })),
  /** The logo that is shown now. NOT_FOUND where there is none. */
  logo: forAnyone.output(z.object({ file: binaryFileSchema })),
}

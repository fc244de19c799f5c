/** Data at rest: whether the folder is protected, what opens it, and opening it. */
import { z } from 'zod'
import { binaryFileSchema, forOrganizer, forUnpaired } from './procedure.ts'

export const SHORTEST_PASSPHRASE = 10
const newPassphraseSchema = z.string().min(SHORTEST_PASSPHRASE).max(200)
const recoveryKeySchema = z.string().max(200)

/** What a person types to open a protected folder or backup. */
export const typedSecretSchema = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('passphrase'), passphrase: z.string().min(1).max(200) }),
  z.strictObject({ by: z.literal('recovery-key'), key: recoveryKeySchema }),
])
export type TypedSecret = z.infer<typeof typedSecretSchema>

/** What opens a protected folder: typed in the page, or a file that is named when the program is started. */
export const wayToOpenSchema = z.enum(['passphrase', 'recovery-key', 'key-file'])
export type WayToOpen = z.infer<typeof wayToOpenSchema>

export const protectionStatusSchema = z.object({
  isOn: z.boolean(),
  /** It is being switched on. */
  isUnderWay: z.boolean(),
  /** Switching on was hindered: some of it still lies there in clear. */
  isUnfinished: z.boolean(),
  hasPassphrase: z.boolean(),
  hasKeyFile: z.boolean(),
  /** On this computer the operating system keeps the key. */
  opensByItself: z.boolean(),
  canOpenByItself: z.boolean(),
})
export type ProtectionStatus = z.infer<typeof protectionStatusSchema>

export const protectionContract = {
  status: forOrganizer.output(protectionStatusSchema),
  /** A fresh recovery key to be printed; it opens nothing before `switchOn` or `renewRecoveryKey` brings it back. */
  proposeRecoveryKey: forOrganizer.output(z.object({ recoveryKey: z.string() })),
  /** The proposed key on a page to be printed; kept nowhere. */
  recoverySheet: forOrganizer
    .input(z.strictObject({ recoveryKey: recoveryKeySchema }))
    .output(z.object({ file: binaryFileSchema })),
  /** NOT_ALLOWED_NOW with a reason. Null for no passphrase, where the operating system keeps the key. */
  switchOn: forOrganizer
    .input(z.strictObject({ recoveryKey: recoveryKeySchema, passphrase: newPassphraseSchema.nullable() }))
    .output(protectionStatusSchema),
  changePassphrase: forOrganizer
    .input(z.strictObject({ passphrase: newPassphraseSchema }))
    .output(protectionStatusSchema),
  renewRecoveryKey: forOrganizer
    .input(z.strictObject({ recoveryKey: recoveryKeySchema }))
    .output(protectionStatusSchema),
}

/** All that a host offers whose folder is still locked; it listens to this computer alone then. */
export const accessContract = {
  /** `opensBy`: only where it is locked; absent where that cannot be said. */
  status: forUnpaired.output(
    z.object({ isLocked: z.boolean(), opensBy: z.array(wayToOpenSchema).optional() }),
  ),
  /**
   * SECRET_WRONG with a reason, PIN_LOCKED { seconds } while wrong ones are waited out. `invitation` makes this browser the organizer's.
   * NOT_ALLOWED_NOW { reason: 'not-locked' } where there is nothing to open.
   */
  unlock: forUnpaired
    .input(z.strictObject({ secret: typedSecretSchema }))
    .output(z.object({ invitation: z.string() })),
}

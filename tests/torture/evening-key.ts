/** What opens an evening that is protected from some host on: a key file, so that no round waits for a passphrase. */
import type { Core } from '../../src/core/core.ts'
import type { Secret } from '../../src/core/protection/key-record.ts'

export const EVENING_KEY: Secret = { by: 'key-file', bytes: Buffer.alloc(32, 'torture') }

/** Switches protection on while the evening goes on; goes on with it, or does nothing, where an earlier host had begun. */
export async function protectEvening({ parts }: Core): Promise<void> {
  const { isOn } = await parts.protection.status()
  if (isOn) return
  const recoveryKey = parts.protection.proposeRecoveryKey()
  await parts.protection.switchOn({ recoveryKey, secrets: [EVENING_KEY] })
}

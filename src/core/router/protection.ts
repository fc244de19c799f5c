/** Data at rest: switching protection on, and what opens it. */
import { hostname } from 'node:os'
import type { CoreParts } from '../core-parts.ts'
import { makeRecoverySheet } from '../documents/privacy/recovery-sheet.ts'
import { fontFaces } from '../fonts.ts'
import { TIME_ZONE } from '../sealing/sealing.ts'
import { inSightOfAll } from '../work.ts'
import type { Base } from './base.ts'
import { pdfBlob } from './files.ts'

export function protectionRouter({ protection: os }: Base, parts: CoreParts) {
  const { protection, handler, options } = parts
  const status = async () => ({
    ...(await protection.status()),
    isUnderWay: parts.underWay.has('protecting'),
  })
  return {
    status: os.status.handler(status),
    proposeRecoveryKey: os.proposeRecoveryKey.handler(() => ({
      recoveryKey: protection.proposeRecoveryKey(),
    })),
    recoverySheet: os.recoverySheet.handler(async ({ input }) => {
      const sheet = {
        recoveryKey: protection.requireProposed(input.recoveryKey),
        title: handler.state.ceremony?.title ?? '',
        host: options.backup.host ?? hostname(),
        madeAt: options.now(),
        timeZone: TIME_ZONE,
      }
      return { file: pdfBlob(await makeRecoverySheet(sheet, await fontFaces())) }
    }),
    switchOn: os.switchOn.handler(async ({ input: { recoveryKey, passphrase } }) => {
      const secrets = passphrase === null ? [] : [{ by: 'passphrase' as const, passphrase }]
      await inSightOfAll(parts, 'protecting', ({ report }) =>
        protection.switchOn({ recoveryKey, secrets }, report),
      )
      return status()
    }),
    changePassphrase: os.changePassphrase.handler(async ({ input: { passphrase } }) => {
      await protection.changeSecret({ by: 'passphrase', passphrase })
      return status()
    }),
    renewRecoveryKey: os.renewRecoveryKey.handler(async ({ input: { recoveryKey } }) => {
      await protection.renewRecoveryKey(recoveryKey)
      return status()
    }),
  }
}

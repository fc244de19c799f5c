/** With what is sealed: whose key, and which timestamp service. */
import type { CoreParts } from '../core-parts.ts'
import type { Base } from './base.ts'

export function sealKeyRouter({ agreement }: Base, { sealChoice }: CoreParts) {
  const view = () => sealChoice.view()
  return {
    sealKey: agreement.sealKey.handler(view),
    useSealKey: agreement.useSealKey.handler(async ({ input: { file, password } }) => {
      await sealChoice.useOrganisationKey(new Uint8Array(await file.arrayBuffer()), password)
      return view()
    }),
    useOwnKey: agreement.useOwnKey.handler(async () => {
      await sealChoice.useOwnKey()
      return view()
    }),
    setTimestampServer: agreement.setTimestampServer.handler(async ({ input: { url } }) => {
      await sealChoice.setTimestampServer(url)
      return view()
    }),
  }
}

/** How the house wants to be seen. */
import { keepLogo, requireLogo, shownLogo } from '../appearance/appearance.ts'
import type { CoreParts } from '../core-parts.ts'
import { acknowledge } from './acknowledge.ts'
import type { Base } from './base.ts'
import { blobOf } from './files.ts'

export function appearanceRouter(os: Base, parts: CoreParts) {
  const { appearance } = os
  const ack = acknowledge(parts)
  return {
    choose: appearance.choose.handler(async (call) => {
      await requireLogo(parts, call.input.logo)
      return ack('choose-appearance', call)
    }),
    addLogo: appearance.addLogo.handler(async ({ input: { file } }) =>
      keepLogo(parts, new Uint8Array(await file.arrayBuffer())),
    ),
    logo: appearance.logo.handler(async () => ({ file: blobOf(await shownLogo(parts), 'image/png') })),
  }
}

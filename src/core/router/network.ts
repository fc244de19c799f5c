/** The switch for the house network. */
import type { CoreParts } from '../core-parts.ts'
import { chooseNetwork, networkOf } from '../house-network.ts'
import type { Base } from './base.ts'

export function networkRouter({ network }: Base, parts: CoreParts) {
  return {
    status: network.status.handler(() => networkOf(parts).status()),
    choose: network.choose.handler(({ input }) => chooseNetwork(parts, input)),
  }
}

/** Stations: inviting, pairing, revoking. */
import { randomUUID } from 'node:crypto'
import type { StationId } from '../../shared/domain/ids.ts'
import type { CoreParts } from '../core-parts.ts'
import { newCommandId } from '../core-parts.ts'
import { hashOfToken, newToken } from '../pairing.ts'
import { acknowledge } from './acknowledge.ts'
import type { Base } from './base.ts'

export function stationsRouter(os: Base, parts: CoreParts) {
  const { stations } = os
  const ack = acknowledge(parts)
  return {
    invite: stations.invite.handler(({ input: { role, name } }) => {
      const { code, expiresAt } = parts.pairing.invite(role, name)
      const urls = parts.addresses.map((address) => `${address}/join#code=${code}`)
      return { code, urls, expiresAt: expiresAt.toISOString() }
    }),
    rename: stations.rename.handler((call) => ack('rename-station', call)),
    revoke: stations.revoke.handler((call) => ack('revoke-station', call)),
    redeem: stations.redeem.handler(async ({ input: { code } }) => {
      const { role, name } = parts.pairing.redeem(code)
      const token = newToken()
      const stationId = randomUUID() as StationId
      const payload = { stationId, role, name, tokenHash: hashOfToken(token) }
      await parts.run({ type: 'pair-station', payload }, { commandId: newCommandId(), station: stationId })
      return { stationId, role, name, token }
    }),
  }
}

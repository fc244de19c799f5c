/** Stations: inviting, asking to join, letting in, moving, revoking. */
import { randomUUID } from 'node:crypto'
import type { StationId } from '../../shared/domain/ids.ts'
import type { CallContext, CoreParts } from '../core-parts.ts'
import { newCommandId } from '../core-parts.ts'
import { letIn } from '../pairing/let-in.ts'
import type { Redeemed } from '../pairing/codes.ts'
import { CODE_LIFE_MS } from '../pairing/codes.ts'
import { deviceOf } from '../pairing/device.ts'
import { hashOfToken, newToken } from '../pairing/token.ts'
import { acknowledge } from './acknowledge.ts'
import type { Base } from './base.ts'

export function stationsRouter(os: Base, parts: CoreParts) {
  const { stations } = os
  const { codes, asking } = parts
  const ack = acknowledge(parts)
  return {
    invite: stations.invite.handler(({ input: { role, name } }) => {
      const { code, expiresAt } = codes.invite(role, name)
      const urls = parts.addresses.map((address) => `${address}/join#code=${code}`)
      return { code, urls, expiresAt: expiresAt.toISOString() }
    }),
    withdrawInvitation: stations.withdrawInvitation.handler(({ input: { code } }) => codes.withdraw(code)),
    openHere: stations.openHere.handler(({ input: { role, name } }) => {
      const secret = codes.inviteBySecret(role, name, CODE_LIFE_MS)
      return { secret, url: `${parts.ownAddress}/join#secret=${secret}` }
    }),
    rename: stations.rename.handler((call) => ack('rename-station', call)),
    move: stations.move.handler((call) => ack('move-station', call)),
    revoke: stations.revoke.handler((call) => ack('revoke-station', call)),
    confirm: stations.confirm.handler(({ input: { id }, context }) =>
      letIn(parts, id, context.caller.station),
    ),
    refuse: stations.refuse.handler(({ input: { id } }) => asking.refuse(id)),
    redeem: stations.redeem.handler(async ({ input: { code, isTouch }, context }) => {
      const { address, userAgent } = context.from ?? NOWHERE
      const redeemed = codes.redeem(code, address)
      if (redeemed.isSecret) return pairAtOnce(parts, redeemed)
      const { role, name } = redeemed
      const { ticket } = asking.ask({ role, name, address, device: deviceOf(userAgent, isTouch) })
      return { status: 'asking' as const, ticket }
    }),
  }
}

/** A caller over a port of this very program has no address. */
const NOWHERE: NonNullable<CallContext['from']> = { address: '', userAgent: '' }

async function pairAtOnce(parts: CoreParts, { role, name }: Redeemed) {
  const token = newToken()
  const stationId = randomUUID() as StationId
  const payload = { stationId, role, name, tokenHash: hashOfToken(token) }
  if (role === 'organizer' && parts.handler.journal.damage) {
    parts.onlookers.add(payload)
    return { status: 'paired' as const, stationId, role, name, token }
  }
  await parts.run({ type: 'pair-station', payload }, { commandId: newCommandId(), station: stationId })
  return { status: 'paired' as const, stationId, role, name, token }
}

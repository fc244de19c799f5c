/** Any order of inviting, typing right and wrong codes from several devices, letting in, refusing and waiting, held against a plain model. */
import * as fc from 'fast-check'
import { createAsking } from '../../../src/core/pairing/asking.ts'
import { CODE_LIFE_MS, createCodes } from '../../../src/core/pairing/codes.ts'
import { hashOfToken } from '../../../src/core/pairing/token.ts'
import { MOST_WRONG_IN_ALL } from '../../../src/core/pairing/tries.ts'
import type { StationId } from '../../../src/shared/domain/ids.ts'
import { isMappeError } from '../../../src/shared/errors.ts'
import type { ErrorCode } from '../../../src/shared/errors.ts'
import { PAIRING_KEPT } from './kept.ts'
import { tryOut } from './report.ts'
import type { FuzzReport } from './report.ts'

type Step =
  | { kind: 'invite' }
  | { kind: 'redeem'; code: number; from: number }
  | { kind: 'guess'; digits: string; from: number }
  | { kind: 'confirm' | 'refuse'; device: number }
  | { kind: 'wait'; seconds: number }

const any = fc.nat(20)
const from = fc.nat(3)
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('invite' as const) }) },
    { weight: 5, arbitrary: fc.record({ kind: fc.constant('redeem' as const), code: any, from }) },
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('guess' as const),
        digits: fc.string({ maxLength: 8 }),
        from,
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constantFrom('confirm' as const, 'refuse' as const), device: any }),
    },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('wait' as const), seconds: fc.nat(400) }) },
  ),
  { minLength: 20, maxLength: 160, size: 'max' },
)

/** `count` such stories. */
export const fuzzPairing = (count: number, seed: number): Promise<FuzzReport> =>
  tryOut('pairing', fc.asyncProperty(steps, play), { count, seed, kept: PAIRING_KEPT })

type Invited = { code: string; until: number; isUsed: boolean }
type Device = { ticket: string; fate: 'asking' | 'let in' | 'refused' }

async function play(story: readonly Step[]): Promise<void> {
  let time = Date.parse('2017-02-21T18:00:00Z')
  const now = () => new Date(time)
  const codes = createCodes(now)
  const asking = createAsking(now, () => {})
  const invited: Invited[] = []
  const devices = new Map<StationId, Device>()
  const tokens = new Set<string>()
  const wrong: { at: number; from: number }[] = []

  const devicesAsking = () => new Set(asking.list().map(({ id }) => id))

  /** Whether the code let the device ask. */
  function redeem(code: string, address: number): boolean {
    const before = devicesAsking()
    try {
      const { role, name, isSecret } = codes.redeem(code, String(address))
      must(!isSecret, 'a code of six digits passed for a secret')
      const { ticket } = asking.ask({
        role,
        name,
        address: String(address),
        device: { kind: 'tablet', browser: '' },
      })
      asking.attend(ticket)
      const [id] = [...devicesAsking()].filter((each) => !before.has(each))
      must(id !== undefined, 'a device that asks is not shown')
      devices.set(id, { ticket, fate: 'asking' })
      return true
    } catch (error) {
      const refusal = codeOf(error)
      must(refusal === 'PAIRING_CODE_WRONG' || refusal === 'PAIRING_LOCKED', `refused with ${refusal}`)
      if (refusal === 'PAIRING_CODE_WRONG') wrong.push({ at: time, from: address })
      return false
    }
  }

  async function settle(kind: 'confirm' | 'refuse', wanted: number): Promise<void> {
    const [id, device] = [...devices].at(wanted % Math.max(1, devices.size)) ?? []
    if (!id || !device) return
    const isOpen = devicesAsking().has(id)
    const settled = await outcomeOf(async () => {
      if (kind === 'refuse') return asking.refuse(id)
      return asking.confirm(id, async (_applicant, hash) => void tokens.add(hash))
    })
    must(settled === isOpen, `${kind} of a device that ${isOpen ? 'asks' : 'does not ask'}: ${settled}`)
    if (settled) device.fate = kind === 'confirm' ? 'let in' : 'refused'
  }

  for (const step of story) {
    if (step.kind === 'invite') {
      const { code, expiresAt } = codes.invite('signing', 'Tablet')
      must(expiresAt.getTime() === time + CODE_LIFE_MS, 'lives another time than five minutes')
      invited.push({ code, until: expiresAt.getTime(), isUsed: false })
    } else if (step.kind === 'redeem' && invited.length > 0) {
      const one = invited[step.code % invited.length]!
      const isGood = !one.isUsed && time < one.until
      const isIn = redeem(one.code, step.from)
      must(!isIn || isGood, 'a code that was used or is too old let a device ask')
      one.isUsed ||= isIn
    } else if (step.kind === 'guess') {
      const isCode = invited.some(({ code }) => code === step.digits.replaceAll(/\D/g, ''))
      must(!redeem(step.digits, step.from) || isCode, 'what is no code let a device ask')
    } else if (step.kind === 'confirm' || step.kind === 'refuse') await settle(step.kind, step.device)
    else if (step.kind === 'wait') {
      time += step.seconds * 1000
      asking.sweep()
    }
    for (const { ticket, fate } of devices.values()) {
      const progress = asking.progress(ticket)
      const isIn = progress.status === 'paired'
      must(!isIn || fate === 'let in', 'a device got its token without a word of the organizer')
      must(!isIn || tokens.has(hashOfToken(progress.token)), 'a token that was never written down')
    }
  }
  const inWindow = (at: number) => wrong.filter((each) => each.at > at - 5 * 60_000 && each.at <= at)
  for (const { at, from: address } of wrong) {
    must(inWindow(at).length <= MOST_WRONG_IN_ALL, 'more wrong codes than the cap in five minutes')
    must(inWindow(at).filter((each) => each.from === address).length <= 20, 'one address tried too often')
  }
}

async function outcomeOf(act: () => Promise<void> | void): Promise<boolean> {
  try {
    await act()
    return true
  } catch (error) {
    must(codeOf(error) === 'NOT_FOUND', `refused with ${codeOf(error)}`)
    return false
  }
}

const codeOf = (error: unknown): ErrorCode => {
  if (isMappeError(error)) return error.code
  throw error
}

function must(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Error(otherwise)
}

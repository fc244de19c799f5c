/** Three tablets at once: groups, calls by themselves, a tablet that falls silent, and signatures that arrive exactly once. */
import { describe, expect, it } from 'vitest'
import { handwritingOf } from '../../src/core/demo/handwriting.ts'
import { newCommandId } from '../../src/core/core-parts.ts'
import type { Core } from '../../src/core/core.ts'
import { CURRENT_CONSENT } from '../../src/shared/consent.ts'
import { signersOf } from '../../src/shared/domain/signing/agreement.ts'
import type { PartnerId, StationId } from '../../src/shared/domain/ids.ts'
import { signatoriesOf, turnOf } from '../../src/shared/domain/signing/turn.ts'
import { outlineOf } from '../../src/shared/ink.ts'
import { pairedStation, portClient, runningCore, sampleCore } from '../fixtures/running-core.ts'
import type { Client } from '../fixtures/running-core.ts'
import { textOf } from '../unit/core/documents/reading.ts'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'

type Tablet = { station: StationId; client: Client }

/** A clock that the test moves; the host's timers look every second. */
const clock = () => {
  let time = Date.now()
  return { now: () => new Date(time), wait: (ms: number) => void (time += ms) }
}

/** The sample, open for signing, with three tablets that have just been heard. */
async function threeTablets(
  core: Core,
): Promise<{ organizer: Client; tablets: Tablet[]; towns: PartnerId[] }> {
  const organizer = portClient(core, core.hostCaller)
  await organizer.agreement.open({ commandId: newCommandId() })
  const tablets: Tablet[] = []
  for (const name of ['Tablet 1', 'Tablet 2', 'Tablet 3']) {
    const { station } = await pairedStation(core, 'signing', name)
    const client = portClient(core, { station, role: 'signing' })
    await client.host.ping()
    tablets.push({ station, client })
  }
  const towns = signersOf(core.parts.handler.state)
    .filter(({ category }) => category === 'municipality')
    .map(({ id }) => id)
  return { organizer, tablets, towns }
}

const stateOf = (core: Core) => core.parts.handler.state

async function arrive(core: Core, organizer: Client, partners: PartnerId[]): Promise<void> {
  for (const partnerId of partners) {
    const [person] = signatoriesOf(stateOf(core), partnerId)
    if (person) await organizer.checkIn.checkIn({ attendeeId: person.id, commandId: newCommandId() })
  }
}

const calledTo = (core: Core, { station }: Tablet): PartnerId | undefined =>
  signersOf(stateOf(core)).find(({ id }) => {
    const turn = turnOf(stateOf(core), id)
    return turn.status === 'called' && turn.stationId === station
  })?.id

function signatureFor(core: Core, partnerId: PartnerId) {
  const [person] = signatoriesOf(stateOf(core), partnerId)
  if (!person) throw new Error(`nobody may sign for ${partnerId}`)
  return {
    signatory: { name: person.lastName, function: person.function, capacity: person.capacity },
    attendeeId: person.id,
    ink: outlineOf(handwritingOf(person.lastName, 1)),
    input: 'pen' as const,
    attempts: 1,
    consent: { text: CURRENT_CONSENT, language: 'de' as const },
  }
}

const given = async (core: Core, partnerId: PartnerId) =>
  (await core.parts.handler.factsSince(0)).filter(
    (fact) => fact.type === 'signature-given' && fact.payload.partnerId === partnerId,
  )

describe('fifteen municipalities at three tablets', () => {
  it('all sign, each once, three at a time, without anybody pressing a button', async () => {
    const core = await sampleCore()
    const { organizer, tablets, towns } = await threeTablets(core)
    await organizer.signing.plan({
      groups: [{ name: 'Städte und Gemeinden', partnerIds: towns }],
      callsByItself: true,
      resting: [],
      commandId: newCommandId(),
    })
    await arrive(core, organizer, towns)
    await Promise.all(
      tablets.map(async (tablet) => {
        for (;;) {
          // the first to be done may wait a moment for the host's next call, and there is none after the last
          await expect
            .poll(
              () =>
                calledTo(core, tablet) ?? towns.every((id) => turnOf(stateOf(core), id).status !== 'waiting'),
            )
            .toBeTruthy()
          const partnerId = calledTo(core, tablet)
          if (!partnerId) return
          await tablet.client.signing.take({ partnerId, commandId: newCommandId() })
          const signature = signatureFor(core, partnerId)
          await tablet.client.signing.give({ partnerId, signature, commandId: newCommandId() })
        }
      }),
    )
    const facts = await core.parts.handler.factsSince(0)
    expect(towns.map((id) => turnOf(stateOf(core), id).status)).toEqual(towns.map(() => 'signed'))
    expect(facts.filter(({ type }) => type === 'signature-given')).toHaveLength(towns.length)
    expect(facts.filter(({ type }) => type === 'partner-called')).toHaveLength(towns.length)
    const busy = new Set(facts.filter(({ type }) => type === 'signature-given').map(({ station }) => station))
    expect(busy.size).toBe(3)
  })

  it('begin as they come in at the door, and a tablet that fell silent gets nobody', async () => {
    const { now, wait } = clock()
    const core = await sampleCore({ now })
    const { organizer, tablets, towns } = await threeTablets(core)
    const plan = { groups: [{ name: '', partnerIds: towns }], callsByItself: true, resting: [] }
    await organizer.signing.plan({ ...plan, commandId: newCommandId() })
    wait(20_000)
    await tablets[2]!.client.host.ping()
    await arrive(core, organizer, towns.slice(0, 2))
    await expect.poll(() => calledTo(core, tablets[2]!)).toBe(towns[0])
    expect(calledTo(core, tablets[0]!)).toBeUndefined()
    await tablets[0]!.client.host.ping()
    await expect.poll(() => calledTo(core, tablets[0]!)).toBe(towns[1])
  })
})

describe('a tablet that does not answer any more', () => {
  it('is told to the organizer, loses its task with one act, and its late signature is refused', async () => {
    const { now, wait } = clock()
    const core = await sampleCore({ now })
    const { organizer, tablets, towns } = await threeTablets(core)
    const [silent, other] = tablets as [Tablet, Tablet, Tablet]
    const partnerId = towns[0]!
    const commandId = newCommandId
    await organizer.signing.call({ partnerId, stationId: silent.station, commandId: commandId() })
    await silent.client.signing.take({ partnerId, commandId: commandId() })
    wait(40_000)
    for await (const all of await organizer.live.presence()) {
      const told = all.find(({ stationId }) => stationId === silent.station)
      if (told?.isThere) continue
      expect(told?.silentMs).toBeGreaterThanOrEqual(40_000)
      break
    }
    await organizer.signing.moveCall({ partnerId, stationId: other.station, commandId: commandId() })
    const signature = signatureFor(core, partnerId)
    await expect(
      silent.client.signing.give({ partnerId, signature, commandId: commandId() }),
    ).rejects.toMatchObject({ code: 'TASK_TAKEN' })
    await other.client.signing.take({ partnerId, commandId: commandId() })
    await other.client.signing.give({ partnerId, signature, commandId: commandId() })
    expect(await given(core, partnerId)).toMatchObject([{ station: other.station }])
  })
})

describe('a connection lost between pen-up and reply', () => {
  it('brings the signature exactly once, also over a host that was started anew', async () => {
    const dataDir = await temporaryFolder()
    const first = await sampleCore({ dataDir })
    const { organizer, tablets, towns } = await threeTablets(first)
    const [{ station, client }] = tablets as [Tablet]
    const partnerId = towns[0]!
    const signature = signatureFor(first, partnerId)
    const commandId = newCommandId()
    await organizer.signing.call({ partnerId, stationId: station, commandId: newCommandId() })
    await client.signing.take({ partnerId, commandId: newCommandId() })
    const ack = await client.signing.give({ partnerId, signature, commandId })
    await first.close()
    const second = await runningCore({ dataDir })
    const again = portClient(second, { station, role: 'signing' })
    expect(await again.signing.give({ partnerId, signature, commandId })).toMatchObject({ unchanged: false })
    expect(ack.seq).toBe((await given(second, partnerId))[0]?.seq)
    expect(await given(second, partnerId)).toHaveLength(1)
  })
})

describe('a name typed by somebody who cannot draw', () => {
  it('is shown as the host sets it, and recorded as typed', async () => {
    const core = await sampleCore()
    const { organizer, tablets, towns } = await threeTablets(core)
    const [{ station, client }] = tablets as [Tablet]
    const partnerId = towns[0]!
    await organizer.signing.call({ partnerId, stationId: station, commandId: newCommandId() })
    await client.signing.take({ partnerId, commandId: newCommandId() })
    const ink = await client.signing.typeset({ name: 'Eva Maier' })
    const signature = { ...signatureFor(core, partnerId), ink, input: 'typed' as const, typed: 'Eva Maier' }
    await client.signing.give({ partnerId, signature, commandId: newCommandId() })
    const [fact] = await given(core, partnerId)
    expect(fact?.payload).toMatchObject({ signature: { input: 'typed' } })
    expect(JSON.stringify(fact)).not.toContain('"typed":')
    const turn = turnOf(stateOf(core), partnerId)
    const kept = turn.status === 'signed' ? await organizer.signing.ink({ ink: turn.signature.ink }) : null
    expect(kept).toEqual(ink)
    for (const { id } of signersOf(stateOf(core))) {
      if (id !== partnerId) await organizer.signing.leaveToPaper({ partnerId: id, commandId: newCommandId() })
    }
    await organizer.agreement.seal({ commandId: newCommandId() })
    const { file } = await organizer.documents.make({ kind: 'sealed-agreement' })
    const bytes = new Uint8Array(await file.arrayBuffer())
    const pages = await textOf(bytes)
    expect(pages.join().match(/mit Tastatur eingegeben, nicht/g)?.length).toBeGreaterThanOrEqual(2)
    const { recorded } = await organizer.agreement.verify({
      file: new Blob([bytes]),
      fileName: 'gesiegelt.pdf',
    })
    expect(recorded?.agrees).toBe(true)
    expect(recorded?.signatories.filter(({ isTyped }) => isTyped)).toMatchObject([{ status: 'signed' }])
  })
})

describe('the way out of a tablet', () => {
  it('is open until the organizer sets a PIN, and then only with it', async () => {
    const core = await runningCore()
    const organizer = portClient(core, core.hostCaller)
    const { station } = await pairedStation(core, 'signing')
    const tablet = portClient(core, { station, role: 'signing' })
    expect(await tablet.kiosk.status()).toEqual({ isLocked: false })
    await organizer.kiosk.choosePin({ pin: '4711' })
    expect(await tablet.kiosk.status()).toEqual({ isLocked: true })
    await expect(tablet.kiosk.leave({ pin: '1234' })).rejects.toMatchObject({ code: 'PIN_WRONG' })
    await expect(tablet.kiosk.leave({ pin: '4711' })).resolves.toBeUndefined()
    await expect(organizer.kiosk.choosePin({ pin: '12' })).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  })
})

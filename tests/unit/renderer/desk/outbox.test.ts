import 'fake-indexeddb/auto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { MappeError } from '../../../../src/shared/errors.ts'
import type { Act, Answer } from '../../../../src/renderer/desk/act.ts'
import { openDeskKeep } from '../../../../src/renderer/desk/keep.ts'
import type { DeskKeep } from '../../../../src/renderer/desk/keep.ts'
import { createOutbox } from '../../../../src/renderer/desk/outbox.ts'
import type { Outbox } from '../../../../src/renderer/desk/outbox.ts'
import { attendee, id } from '../../../fixtures/ceremony.ts'
import { QUICK } from '../../../fixtures/small-host.ts'

const guest = (name: string) => attendee({ id: id.attendee(name), lastName: name })
const deed = (name: string) => ({ type: 'check-in', guest: guest(name) }) as const
const ALONE = { station: id.station('desk-1'), isAlone: true }
const TOGETHER = { station: id.station('desk-1'), isAlone: false }
const recorded = (seq: number): Answer => ({ isRecorded: true, seq, at: '', stationName: '', conflict: null })
const unchanged: Answer = { ...recorded(0), isRecorded: false }
const nameOf = ({ deed }: Act) => (deed.type === 'check-in' ? deed.guest.lastName : '')

let names = 0
const started: Outbox[] = []
afterEach(() => started.splice(0).forEach((outbox) => outbox.stop()))
const freshKeep = () => openDeskKeep(`outbox-${(names += 1)}`, 'token')

async function outboxOn(
  keep: DeskKeep,
  send: (act: Act) => Promise<Answer>,
  isUp = () => true,
): Promise<Outbox> {
  const reachable = (signal: AbortSignal) =>
    vi.waitUntil(() => isUp() || signal.aborted, { timeout: 5_000, interval: 2 })
  const outbox = await createOutbox({ keep, send, reachable, timing: QUICK })
  started.push(outbox)
  return outbox
}
const until = (check: () => void) => vi.waitFor(check, { timeout: 5_000, interval: 2 })

describe('what a desk does', () => {
  it('is kept on the device before anybody is told', async () => {
    const keep = await freshKeep()
    const outbox = await outboxOn(keep, () => new Promise(() => {}))
    await outbox.add(deed('Walter'), ALONE)
    expect((await keep.acts()).map(nameOf)).toEqual(['Walter'])
  })

  it('is told in order once the host is there, and after a crash goes on where it was', async () => {
    const keep = await freshKeep()
    const before = await outboxOn(
      keep,
      () => new Promise(() => {}),
      () => false,
    )
    for (const name of ['Walter', 'Stern', 'Gross']) await before.add(deed(name), ALONE)
    before.stop()
    const told: string[] = []
    await outboxOn(keep, async (act) => {
      told.push(nameOf(act))
      return recorded(told.length)
    })
    await until(() => expect(told).toEqual(['Walter', 'Stern', 'Gross']))
  })

  it('is told again under the same id until the host answers', async () => {
    const ids: string[] = []
    const outbox = await outboxOn(await freshKeep(), async ({ commandId }) => {
      ids.push(commandId)
      if (ids.length < 3) throw new MappeError('TIMED_OUT')
      return recorded(7)
    })
    const act = await outbox.add(deed('Walter'), TOGETHER)
    await expect(outbox.answerTo(act)).resolves.toMatchObject({ seq: 7 })
    expect(new Set(ids)).toEqual(new Set([act.commandId]))
  })

  it('counts as done without the host when the page ended before the answer', async () => {
    const keep = await freshKeep()
    const before = await outboxOn(keep, () => new Promise(() => {}))
    await before.add(deed('Walter'), TOGETHER)
    before.stop()
    const sent: boolean[] = []
    await outboxOn(keep, async ({ isAlone }) => {
      sent.push(isAlone)
      return recorded(1)
    })
    await until(() => expect(sent).toEqual([true]))
  })

  it('stays on the device until the kept list contains it', async () => {
    const keep = await freshKeep()
    const outbox = await outboxOn(keep, async () => recorded(7))
    await outbox.answerTo(await outbox.add(deed('Walter'), TOGETHER))
    await outbox.clearUpTo(6)
    expect(await keep.acts()).toHaveLength(1)
    await outbox.clearUpTo(7)
    expect(await keep.acts()).toEqual([])
  })
})

describe('an answer that comes when people have stopped waiting', () => {
  it('is asked for again as a fact when the host had only said that somebody was in already', async () => {
    const sent: boolean[] = []
    const answers: ((answer: Answer) => void)[] = []
    const outbox = await outboxOn(await freshKeep(), ({ isAlone }) => {
      sent.push(isAlone)
      return new Promise((resolve) => answers.push(resolve))
    })
    const act = await outbox.add(deed('Walter'), TOGETHER)
    await until(() => expect(sent).toEqual([false]))
    await expect(outbox.goAlone(act)).resolves.toBe(true)
    answers[0]?.(unchanged)
    await until(() => expect(sent).toEqual([false, true]))
    answers[1]?.(recorded(3))
    await until(() => expect(outbox.acts.value[0]).toMatchObject({ seq: 3 }))
  })

  it('counts when it was there first', async () => {
    const outbox = await outboxOn(await freshKeep(), async () => unchanged)
    const act = await outbox.add(deed('Walter'), TOGETHER)
    await outbox.answerTo(act)
    await expect(outbox.goAlone(act)).resolves.toBe(false)
  })
})

describe('a refusal of the host', () => {
  const refusing = async () => {
    throw new MappeError('CONFLICT')
  }

  it('reaches whoever still waits, and nothing is left', async () => {
    const outbox = await outboxOn(await freshKeep(), refusing)
    const answer = outbox.answerTo(await outbox.add(deed('Walter'), TOGETHER))
    await expect(answer).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(outbox.acts.value).toEqual([])
  })

  it('is shown when people count on the act, and holds up nobody else', async () => {
    const keep = await freshKeep()
    const outbox = await outboxOn(keep, async (act) => (nameOf(act) === 'Walter' ? refusing() : recorded(1)))
    await outbox.add(deed('Walter'), ALONE)
    await outbox.add(deed('Stern'), ALONE)
    await until(() =>
      expect(outbox.acts.value.map(({ refused, seq }) => ({ refused, seq }))).toEqual([
        { refused: 'CONFLICT', seq: null },
        { refused: null, seq: 1 },
      ]),
    )
    expect(await keep.acts()).toHaveLength(2)
    await outbox.dismiss(outbox.acts.value[0]!)
    expect((await keep.acts()).map(nameOf)).toEqual(['Stern'])
  })

  it('can be put to the host once more', async () => {
    let isOpen = false
    const outbox = await outboxOn(await freshKeep(), async () => (isOpen ? recorded(4) : refusing()))
    await outbox.add(deed('Walter'), ALONE)
    await until(() => expect(outbox.acts.value[0]?.refused).toBe('CONFLICT'))
    isOpen = true
    await outbox.again(outbox.acts.value[0]!)
    await until(() => expect(outbox.acts.value[0]).toMatchObject({ refused: null, seq: 4 }))
  })
})

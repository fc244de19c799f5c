/** Acts on their way to the host: kept first, told in order, each done at most once, none dropped. */
import { shallowRef } from 'vue'
import type { Ref } from 'vue'
import type { MappeError } from '../../shared/errors.ts'
import type { StationId } from '../../shared/domain/ids.ts'
import { asMappeError } from '../connection/error.ts'
import { pause, retryPause, TIMING, unlessAborted } from '../connection/timing.ts'
import type { Timing } from '../connection/timing.ts'
import { newCommandId } from '../ids.ts'
import { isWaiting } from './act.ts'
import type { Act, Answer, Deed } from './act.ts'
import type { DeskKeep } from './keep.ts'

export type OutboxOptions = {
  keep: DeskKeep
  /** Tells the host; rejects with MappeError. */
  send: (act: Act) => Promise<Answer>
  /** Resolves once the host can be reached; rejects when the signal comes. */
  reachable: (signal: AbortSignal) => Promise<unknown>
  now?: () => number
  timing?: Timing
}

export type Outbox = {
  /** In order; also those the host has but the list does not show yet, and those it refused. */
  acts: Readonly<Ref<readonly Act[]>>
  /** Resolves once the act would survive a crash. */
  add(deed: Deed, by: { station: StationId | null; isAlone: boolean }): Promise<Act>
  /** The host's answer to this act, or its refusal. Never settles while the host stays away. */
  answerTo(act: Act): Promise<Answer>
  /** From now on people count on the act, even after a crash. False when its answer has come meanwhile. */
  goAlone(act: Act): Promise<boolean>
  /** Drops what the kept list now contains. */
  clearUpTo(seq: number): Promise<void>
  /** Puts a refused act at the end again. */
  again(act: Act): Promise<void>
  /** People have dealt with a refused act. */
  dismiss(act: Act): Promise<void>
  stop(): void
  /** Stops, and knows nobody any more. */
  forget(): void
}

/** The host said no to this act as it is; asking again gives the same. */
const FINAL = new Set(['INPUT_INVALID', 'NOT_FOUND', 'CONFLICT', 'NOT_ALLOWED_NOW', 'ROLE_NOT_ALLOWED'])
/** An act the host breaks on must not hold up those behind it for ever. */
const FAULTS_AT_MOST = 20

type Waiter = { resolve: (answer: Answer) => void; reject: (error: MappeError) => void }

/** Starts telling at once what was kept from before. */
export async function createOutbox(options: OutboxOptions): Promise<Outbox> {
  const { keep, send, reachable, now = Date.now, timing = TIMING } = options
  // What was on its way when the page ended has happened since: it is told as a fact, with its time.
  const kept = (await keep.acts()).map((act) => (isWaiting(act) ? { ...act, isAlone: true } : act))
  const acts = shallowRef<readonly Act[]>(kept)
  const stopping = new AbortController()
  const waiters = new Map<string, Waiter>()
  const faults = new Map<string, number>()
  let wake: (() => void) | null = null
  let turn: Promise<unknown> = Promise.resolve()
  let place = acts.value.at(-1)?.place ?? 0

  const current = ({ commandId }: Act) => acts.value.find((act) => act.commandId === commandId)
  const replace = (next: Act) =>
    void (acts.value = acts.value.map((act) => (act.commandId === next.commandId ? next : act)))
  const remove = async (gone: readonly Act[]) => {
    await keep.removeActs(gone)
    const ids = new Set(gone.map(({ commandId }) => commandId))
    acts.value = acts.value.filter(({ commandId }) => !ids.has(commandId))
  }

  async function add(deed: Deed, by: { station: StationId | null; isAlone: boolean }): Promise<Act> {
    place += 1
    const act: Act = { commandId: newCommandId(), place, at: now(), deed, ...by, seq: null, refused: null }
    await keep.putAct(act)
    acts.value = [...acts.value, act]
    wake?.()
    return act
  }

  /** One change after another: an answer may arrive in the very moment in which people stop waiting for it. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = turn.then(work)
    turn = result.catch(() => {})
    return result
  }

  async function put(act: Act, change: Partial<Act>): Promise<void> {
    const next = { ...act, ...change }
    await keep.putAct(next)
    replace(next)
  }

  /** Whether people have come to count on the act since it was sent: then it must be told again, as a fact. */
  const wentAlone = (sent: Act) => !sent.isAlone && current(sent)?.isAlone === true

  /** Told; it stays until the kept list contains it, so that a crash forgets nothing. */
  const finish = (sent: Act, answer: Answer) =>
    inTurn(async () => {
      const act = current(sent)
      if (!act || (!answer.isRecorded && wentAlone(sent))) return
      await put(act, { seq: answer.seq })
      waiters.get(sent.commandId)?.resolve(answer)
      waiters.delete(sent.commandId)
    })

  const refuse = (sent: Act, error: MappeError) =>
    inTurn(async () => {
      const act = current(sent)
      if (!act || wentAlone(sent)) return
      // of somebody who was deleted the desk keeps nothing to settle
      if (act.isAlone && error.data['reason'] !== 'deleted') await put(act, { refused: error.code })
      else await remove([act])
      waiters.get(sent.commandId)?.reject(error)
      waiters.delete(sent.commandId)
    })

  async function tell(act: Act): Promise<void> {
    try {
      await finish(act, await unlessAborted(send(act), stopping.signal))
    } catch (fault) {
      await takeFault(act, asMappeError(fault))
    }
  }

  async function takeFault(act: Act, error: MappeError): Promise<void> {
    if (stopping.signal.aborted) return
    // Done under an earlier pairing of this very device: nobody else knows the id.
    if (error.data['reason'] === 'command-id-reused') {
      return finish(act, { isRecorded: true, seq: 0, at: '', stationName: '', conflict: null })
    }
    const count = (faults.get(act.commandId) ?? 0) + (error.code === 'UNEXPECTED' ? 1 : 0)
    faults.set(act.commandId, count)
    if (FINAL.has(error.code) || count > FAULTS_AT_MOST) return refuse(act, error)
    await pause(retryPause(Math.max(1, count), timing), stopping.signal)
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const next = acts.value.find(isWaiting)
      if (!next) {
        await new Promise<void>((resolve) => {
          wake = resolve
          stopping.signal.addEventListener('abort', () => resolve(), { once: true })
        })
        continue
      }
      try {
        await reachable(stopping.signal)
        const latest = current(next)
        if (latest) await tell(latest)
      } catch {
        // The device's storage failed, or all is over: not faster than a broken disk.
        await pause(timing.retryFirst, stopping.signal)
      }
    }
  }

  void run()
  return {
    acts,
    add,
    answerTo: ({ commandId }) =>
      new Promise((resolve, reject) => waiters.set(commandId, { resolve, reject })),
    goAlone: (act) =>
      inTurn(async () => {
        const known = current(act)
        if (!known || !isWaiting(known)) return false
        await put(known, { isAlone: true })
        return true
      }),
    clearUpTo: (seq) =>
      inTurn(async () => {
        const gone = acts.value.filter((act) => act.seq !== null && act.seq <= seq)
        if (gone.length > 0) await remove(gone)
      }),
    again: (act) =>
      inTurn(async () => {
        faults.delete(act.commandId)
        await put(act, { refused: null })
        wake?.()
      }),
    dismiss: (act) => inTurn(() => remove([act])),
    stop: () => stopping.abort(),
    forget: () => {
      stopping.abort()
      acts.value = []
    },
  }
}
